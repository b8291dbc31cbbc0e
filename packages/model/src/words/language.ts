/** The languages of the product, and how a text in all of them is written. */

export const LANGUAGES = ['en', 'da', 'sv'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in every language of the product. */
export type Localized = Readonly<Record<Language, string>>;

/** The words for every value of one list. */
export type Words<Value extends string | number> = Readonly<Record<Value, Localized>>;

/** One word in English, Danish and Swedish. */
export const say = (en: string, da: string, sv: string): Localized => ({ en, da, sv });

/** The languages as a reader of each language names them; a menu to switch language names each in itself instead. */
export const LANGUAGE_WORDS: Words<Language> = {
  en: say('English', 'Engelsk', 'Engelska'),
  da: say('Danish', 'Dansk', 'Danska'),
  sv: say('Swedish', 'Svensk', 'Svenska'),
};
