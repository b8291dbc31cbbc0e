import type { OutcomeOf } from '../conversation/outcome.ts';
import { actions, addAgainButton, kindWord, type Message, quote, type Setting, section } from './blocks.ts';

export const cardUndone = ({ key, cardKind, text }: OutcomeOf<'undone'>, setting: Setting): Message => {
  const said = setting.words.undone(kindWord(cardKind, setting));
  return {
    text: said,
    blocks: [section(said), quote(text), ...actions(addAgainButton(setting, key, text, 'back'))],
  };
};

export const undoRefused = ({ why, text }: OutcomeOf<'undo-refused'>, { words }: Setting): Message => ({
  text: words.undoRefused[why],
  blocks: [section(words.undoRefused[why]), quote(text)],
});

export const nothingToUndo = ({ words }: Setting): Message => ({
  text: words.nothingToUndo,
  blocks: [section(words.nothingToUndo)],
});
