import type { Language } from '@samrejse/model/words/language';
import { da } from './da.ts';
import { en, type Messages } from './en.ts';
import { sv } from './sv.ts';

const MESSAGES: Readonly<Record<Language, Messages>> = { en, da, sv };

export const messagesIn = (language: Language): Messages => MESSAGES[language];
