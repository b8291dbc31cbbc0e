import type { Localized } from './enumerations.ts';

/** The words for every value of one list. */
export type Words<Value extends string | number> = Readonly<Record<Value, Localized>>;

/** One word in English, Danish and Swedish. */
export const say = (en: string, da: string, sv: string): Localized => ({ en, da, sv });
