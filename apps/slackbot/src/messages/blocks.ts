/** The shapes that messages are built from. Text from people passes through `escapeText`, and is cut where Slack would refuse it. */
import { CARD_KIND_WORDS } from '@samrejse/model/words/cards';
import type { Language } from '@samrejse/model/words/language';
import type { ActionsBlock, Button, ContextBlock, KnownBlock, SectionBlock } from '@slack/types';
import type { StepLabel } from '../conversation/outcome.ts';
import type { ChatCardKind } from '../conversation/request.ts';
import type { Messages } from '../text/en.ts';

/** A message as Slack takes it. Notifications and screen readers use `text`, so it says all that the blocks say. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** In which words a message is made, and with which board to open. */
export interface Setting {
  readonly words: Messages;
  readonly language: Language;
  /** The linked board for people to open; null where there is none. */
  readonly boardUrl: string | null;
}

/** Slack's own limits, in letters of the text as it is sent. Text is cut before it is escaped, or half an escaped sign could be left. */
const SECTION_LIMIT = 3_000;
const LABEL_LIMIT = 75;
const URL_LIMIT = 3_000;
/** The quote in a confirmation is for recognising a line, not for reading it. */
const QUOTE_LIMIT = 300;
/** A longer step's name makes no example that people copy. */
const EXAMPLE_STEP_LIMIT = 40;

/** Escapes Slack's three control signs, and nothing else. Text without them cannot make links or call people. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The text, or its beginning with `…`, in at most `limit` code units. A letter of two code units is never split. */
export const shorten = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\ud800-\udbff]$/u, '')}…`;

/** `verbatim` keeps Slack from making links and names of what people wrote. */
export const section = (mrkdwn: string): SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: mrkdwn, verbatim: true },
});

export const context = (mrkdwn: string): ContextBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: mrkdwn, verbatim: true }],
});

export const actions = (...elements: readonly (Button | null)[]): ActionsBlock[] => {
  const shown = elements.filter((element) => element !== null);
  return shown.length === 0 ? [] : [{ type: 'actions', elements: shown }];
};

const label = (text: string) => ({ type: 'plain_text', text, emoji: true }) as const;

export const ACTIONS = { undo: 'undo_card', addAgain: 'add_again', openBoard: 'open_board' } as const;

export const undoButton = ({ words }: Setting, key: string, text: string): Button => ({
  type: 'button',
  action_id: ACTIONS.undo,
  text: label(words.undo),
  value: key,
  accessibility_label: shorten(words.undoLabel(text), LABEL_LIMIT),
});

export const addAgainButton = ({ words }: Setting, key: string, text: string, put: 'again' | 'back'): Button => ({
  type: 'button',
  action_id: ACTIONS.addAgain,
  text: label(put === 'back' ? words.putBack : words.addAgain),
  value: key,
  accessibility_label: shorten(words.againLabel(text), LABEL_LIMIT),
});

export const openButton = ({ words, boardUrl }: Setting): Button | null =>
  boardUrl === null || boardUrl.length > URL_LIMIT
    ? null
    : { type: 'button', action_id: ACTIONS.openBoard, text: label(words.openBoard), url: boardUrl };

/** Text with a bar before each line, as chat quotes. */
const quoted = (escaped: string): string => `>${escaped.replaceAll('\n', '\n>')}`;

/** A short quote, by which its author recognises the line. */
export const quote = (text: string): SectionBlock => section(quoted(escapeText(shorten(text, QUOTE_LIMIT))));

/** A quote of the whole text, in as many sections as it needs, where the message is its author's only copy. */
export const fullQuote = (text: string): SectionBlock[] => {
  const parts: string[] = [];
  let part = '';
  for (const letter of text) {
    const next = escapeText(letter) + (letter === '\n' ? '>' : '');
    if (part.length + next.length > SECTION_LIMIT - 1) {
      parts.push(part);
      part = '';
    }
    part += next;
  }
  if (part.trim() !== '') parts.push(part);
  return parts.map((text) => section(`>${text}`));
};

/** A line as code. Backticks are replaced, because one would end the code early. */
export const code = (text: string): string => `\`${escapeText(text.replaceAll('`', "'").replaceAll('\n', ' '))}\``;

/** "Pain point", in the board's language. */
export const kindWord = (kind: ChatCardKind, { language }: Setting): string => CARD_KIND_WORDS[kind][language];

/** Two commands to type, with a real step where one is known. Every journey has a step 1.1. */
export const exampleLines = (
  kind: ChatCardKind,
  { words }: Setting,
  at?: StepLabel | null,
): readonly [string, string] => {
  const step = at === undefined || at === null || at.step.length > EXAMPLE_STEP_LIMIT ? words.exampleStep : at.step;
  const [byNumber, byName] = words.examples[kind](at?.number ?? '1.1', step);
  return [`/${kind} ${byNumber}`, `/${kind} ${byName}`];
};
