import { LANGUAGES, type Language, type Localized } from '@samrejse/model/words/language';
import { readStored, writeStored } from '../storage/stored.ts';
import { da } from './da.ts';
import { en, type Messages } from './en.ts';
import { formatDate, formatNumber, LOCALES } from './format.ts';
import { sv } from './sv.ts';

const DICTIONARIES: Readonly<Record<Language, Messages>> = { en, da, sv };
const KEY = 'samrejse:language';

const isLanguage = (value: string | null | undefined): value is Language =>
  LANGUAGES.some((language) => language === value);

/** `?lang=` of the address, then what was chosen before, then the browser's; Norwegian readers get Danish. */
const detect = (): Language => {
  const asked = new URLSearchParams(location.search).get('lang');
  if (isLanguage(asked)) return asked;
  const chosen = readStored(KEY);
  if (isLanguage(chosen)) return chosen;
  for (const tag of navigator.languages) {
    const base = tag.split('-')[0];
    if (isLanguage(base)) return base;
    if (base === 'nb' || base === 'no' || base === 'nn') return 'da';
  }
  return 'en';
};

class I18n {
  #language = $state<Language>(detect());

  get language(): Language {
    return this.#language;
  }

  set language(language: Language) {
    this.#language = language;
    writeStored(KEY, language);
    this.show();
  }

  /** The messages of the chosen language. */
  get t(): Messages {
    return DICTIONARIES[this.#language];
  }

  /** A word of the field's vocabulary in the chosen language. */
  say(word: Localized): string {
    return word[this.#language];
  }

  /** Hyphenation and screen readers go by the page's language. */
  show(): void {
    document.documentElement.lang = LOCALES[this.#language];
  }

  number(value: number, options?: Intl.NumberFormatOptions): string {
    return formatNumber(this.#language, value, options);
  }

  date(time: number): string {
    return formatDate(this.#language, time);
  }
}

/** One page, one language: the only state that belongs to no board. */
export const i18n = new I18n();
