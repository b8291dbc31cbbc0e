import type { OutcomeOf } from '../conversation/outcome.ts';
import {
  actions,
  code,
  context,
  escapeText,
  exampleLines,
  kindWord,
  type Message,
  openButton,
  type Setting,
  section,
  shorten,
} from './blocks.ts';
import { boardTitle } from './link.ts';

const lines = (all: readonly string[]): string => all.map((line) => code(line)).join('\n');

export const help = ({ title }: OutcomeOf<'help'>, setting: Setting): Message => {
  const { words } = setting;
  const where = title === null ? `${words.notLinked} ${words.howToLink} ` : words.status(boardTitle(title, setting));
  const how = title === null ? code(`/journey link ${words.linkPlaceholder}`) : '';
  const commands = Object.entries(words.helpCommands).map(([name, does]) => `${code(`/journey ${name}`)} ${does}`);
  return {
    text: `${words.help} ${words.helpPlace}`,
    blocks: [
      section(`*${words.help}*\n${lines([...exampleLines('pain', setting), ...exampleLines('touchpoint', setting)])}`),
      context(words.helpPlace),
      section(`*${words.helpAlso}*\n${commands.join('\n')}`),
      section(`${where}${how}`),
      ...actions(openButton(setting)),
    ],
  };
};

export const nothingToAdd = ({ cardKind }: OutcomeOf<'nothing-to-add'>, setting: Setting): Message => {
  const { words } = setting;
  const said = words.emptyAdd(kindWord(cardKind, setting));
  const examples = exampleLines(cardKind, setting);
  return {
    text: `${said} ${examples.map(escapeText).join(', ')}`,
    blocks: [section(`${said}\n${lines(examples)}`), context(words.helpPlace)],
  };
};

/** For an unknown word: the closest subcommand, two examples, and the line itself, in case it was meant for the board. */
export const unknown = (outcome: OutcomeOf<'unknown'>, setting: Setting): Message => {
  const { words } = setting;
  const said = words.unknown(escapeText(shorten(outcome.word, 80)), code(`/journey ${outcome.closest}`));
  const examples = [exampleLines('pain', setting)[0].replace('/', '/journey '), '/journey help'];
  const typed = `${outcome.command} ${outcome.text}`.trim();
  return {
    text: said.replaceAll('`', ''),
    blocks: [
      section(`${said}\n${words.unknownExamples}:\n${lines(examples)}`),
      ...(outcome.text === '' ? [] : [context(`${words.yourText} ${code(shorten(typed, 500))}`)]),
    ],
  };
};
