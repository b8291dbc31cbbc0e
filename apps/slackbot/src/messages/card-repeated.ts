import type { OutcomeOf } from '../conversation/outcome.ts';
import { actions, addAgainButton, type Message, openButton, quote, type Setting, section } from './blocks.ts';

/** The same line twice in two minutes is nearly always somebody who did not see the first answer. */
export const cardRepeated = ({ key, text }: OutcomeOf<'repeated'>, setting: Setting): Message => ({
  text: setting.words.repeated,
  blocks: [
    section(setting.words.repeated),
    quote(text),
    ...actions(addAgainButton(setting, key, text, 'again'), openButton(setting)),
  ],
});
