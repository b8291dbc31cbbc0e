import type { OutcomeOf } from '../conversation/outcome.ts';
import {
  actions,
  code,
  escapeText,
  exampleLines,
  type Message,
  openButton,
  type Setting,
  section,
  shorten,
} from './blocks.ts';

const TITLE_SHOWN = 150;

export const boardTitle = (title: string, { words }: Setting): string =>
  escapeText(shorten(title === '' ? words.untitled : title, TITLE_SHOWN));

const say = (text: string, more = '') => ({ text: text.replaceAll('*', ''), blocks: [section(`${text}${more}`)] });

export const linked = ({ title, instead, step }: OutcomeOf<'linked'>, setting: Setting): Message => {
  const { words } = setting;
  const examples = [exampleLines('pain', setting, step)[0], exampleLines('touchpoint', setting, step)[1]];
  const before = instead === null ? '' : ` ${words.linkedInstead(boardTitle(instead, setting))}`;
  const { text, blocks } = say(
    `${words.linked(boardTitle(title, setting))}`,
    `\n${examples.map(code).join('\n')}${before === '' ? '' : `\n${before.trim()}`}`,
  );
  return { text, blocks: [...blocks, ...actions(openButton(setting))] };
};

export const linkRefused = ({ why, host }: OutcomeOf<'link-refused'>, setting: Setting): Message => {
  const said = setting.words.linkRefused[why];
  switch (why) {
    case 'unreadable':
      return say(said, ` ${code(`/journey link ${host}/b/…#token=…`)}`);
    case 'foreign':
      return say(said, ` ${code(host)}`);
    case 'viewer':
    case 'unknown':
    case 'unreachable':
      return say(said);
  }
};

export const unlinked = ({ title }: OutcomeOf<'unlinked'>, setting: Setting): Message =>
  say(setting.words.unlinked(boardTitle(title, setting)));

export const boardSilent = ({ title }: OutcomeOf<'board-silent'>, setting: Setting): Message =>
  say(setting.words.boardSilent(boardTitle(title, setting)));

export const boardGone = ({ title }: OutcomeOf<'board-gone'>, setting: Setting): Message =>
  say(setting.words.boardGone(boardTitle(title, setting)));
