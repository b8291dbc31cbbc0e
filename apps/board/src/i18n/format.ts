/** Numbers and dates as readers of each language write them. */
import type { Language } from '@samrejse/model/words/language';

/** As `Intl` and screen readers know the language. English is British, as the texts are. */
export const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', da: 'da', sv: 'sv' };

export const formatNumber = (language: Language, value: number, options?: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(LOCALES[language], options).format(value);

/** Day and minute. `time` in ms since 1970. */
export const formatDate = (language: Language, time: number): string =>
  new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'medium', timeStyle: 'short' }).format(time);
