import { TEXT_LIMITS } from '@samrejse/model/records/limits';
import type { OutcomeOf } from '../conversation/outcome.ts';
import { code, fullQuote, type Message, type Setting, section } from './blocks.ts';

/** The command that links a channel, as code. */
const linkCommand = ({ words }: Setting): string => code(`/journey link ${words.linkPlaceholder}`);

/** The text in full, so that it can be copied: the message is the only copy its author has. */
const textBack = (text: string | null, { words }: Setting) =>
  text === null || text === '' ? [] : [section(words.yourText), ...fullQuote(text)];

export const notLinked = ({ text }: OutcomeOf<'not-linked'>, setting: Setting): Message => {
  const { words } = setting;
  return {
    text: words.notLinked,
    blocks: [section(`${words.notLinked}\n${words.howToLink} ${linkCommand(setting)}`), ...textBack(text, setting)],
  };
};

export const tooLong = ({ text, length }: OutcomeOf<'too-long'>, setting: Setting): Message => {
  const said = setting.words.tooLong(length, TEXT_LIMITS.chatLine);
  return { text: said, blocks: [section(said), ...textBack(text, setting)] };
};

export const notSaved = ({ why, text }: OutcomeOf<'not-saved'>, setting: Setting): Message => {
  const said = setting.words.notSaved[why];
  const how = why === 'link-dead' ? `\n${setting.words.howToLink} ${linkCommand(setting)}` : '';
  return { text: said, blocks: [section(`${said}${how}`), ...textBack(text, setting)] };
};

export const failed = ({ errorId, text }: OutcomeOf<'failed'>, setting: Setting): Message => {
  const said = setting.words.failed(errorId);
  return { text: said, blocks: [section(said), ...textBack(text, setting)] };
};
