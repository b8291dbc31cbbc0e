import { CHANNEL_WORDS } from '@samrejse/model/words/channels';
import { VALENCE_WORDS } from '@samrejse/model/words/feelings';
import type { OutcomeOf, PlacedAt, StepLabel } from '../conversation/outcome.ts';
import type { Messages } from '../text/en.ts';
import {
  actions,
  code,
  context,
  escapeText,
  kindWord,
  type Message,
  openButton,
  quote,
  type Setting,
  section,
  shorten,
  undoButton,
} from './blocks.ts';

const FACES: Readonly<Record<-2 | -1 | 0 | 1 | 2, string>> = { '-2': '😠', '-1': '🙁', 0: '😐', 1: '🙂', 2: '😀' };
/** Four titles of this length, with every letter escaped, still fit into a block. */
const TITLE_SHOWN = 60;
const OPTIONS_SHOWN = 4;

const title = (text: string, words: Messages): string => shorten(text === '' ? words.untitled : text, TITLE_SHOWN);

/** Phase and step as people type them: "Checkout > Pay". */
const stepName = ({ phase, step }: StepLabel, words: Messages): string =>
  phase === '' ? title(step, words) : `${title(phase, words)} > ${title(step, words)}`;

/** Why the card went there; null where it is the place that the person wrote. */
const reason = (placed: PlacedAt, words: Messages, command: string): string | null => {
  switch (placed.is) {
    case 'named':
      return null;
    case 'near':
      return words.placedNear(escapeText(shorten(placed.wrote, TITLE_SHOWN)));
    case 'phase':
      return words.placedInPhase(escapeText(title(placed.at.phase, words)));
    case 'last':
      return words.placedLast;
    case 'inbox':
      return words.howToPlace(code(`${command} 1.1 …`));
    case 'ambiguous': {
      const [first] = placed.options;
      const options = placed.options
        .slice(0, OPTIONS_SHOWN)
        .map((at) => `*${at.number}* ${escapeText(stepName(at, words))}`);
      const more = placed.options.length > OPTIONS_SHOWN ? ', …' : '';
      const example = code(`${command} ${first?.number ?? '1.1'} …`);
      const which = words.ambiguous(escapeText(shorten(placed.wrote, TITLE_SHOWN)));
      return `${which} ${options.join(', ')}${more}\n${words.howToPlace(example)}`;
    }
  }
};

export const cardAdded = (outcome: OutcomeOf<'added'>, setting: Setting): Message => {
  const { words } = setting;
  const { placed, cardKind, text, channel, feeling } = outcome;
  const what = kindWord(cardKind, setting);
  const isPlaced = 'at' in placed;
  const bold = isPlaced
    ? words.added(what, `*${placed.at.number} ${escapeText(stepName(placed.at, words))}*`)
    : words.addedToInbox(what);
  const plain = isPlaced ? words.added(what, escapeText(stepName(placed.at, words))) : words.addedToInbox(what);
  const details = [
    feeling === null ? null : `${FACES[feeling]} ${VALENCE_WORDS[feeling][setting.language].toLowerCase()}`,
    channel === null ? null : words.via(CHANNEL_WORDS[channel][setting.language]),
  ].filter((detail) => detail !== null);
  const why = reason(placed, words, `/${cardKind}`);
  return {
    text: `${plain} ${escapeText(shorten(text, TITLE_SHOWN * 2))}`,
    blocks: [
      section(bold),
      quote(text),
      ...(details.length === 0 ? [] : [context(details.join('  ·  '))]),
      ...(why === null ? [] : [context(why)]),
      ...actions(undoButton(setting, outcome.key, text), openButton(setting)),
    ],
  };
};
