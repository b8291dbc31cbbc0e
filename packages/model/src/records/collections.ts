/** The names of a document's root maps, and the fields of the records in each. */
import { CARD_FIELDS } from './cards.ts';
import { type Fields, namesOf } from './fields.ts';
import {
  CHANNEL_FIELDS,
  COMMENT_FIELDS,
  LANE_FIELDS,
  LINK_FIELDS,
  META_FIELDS,
  PERSONA_FIELDS,
  PHASE_FIELDS,
  STEP_FIELDS,
  TAG_FIELDS,
} from './records.ts';

/** The maps that hold records. `feelings` and `people` hold plain values instead, one register for each key. */
export const COLLECTIONS = [
  'phases',
  'steps',
  'lanes',
  'cards',
  'personas',
  'links',
  'comments',
  'tags',
  'channels',
] as const;
export type Collection = (typeof COLLECTIONS)[number];
export const REGISTERS = ['feelings', 'people'] as const;
export type Register = (typeof REGISTERS)[number];
export const ROOTS: readonly string[] = ['meta', ...COLLECTIONS, ...REGISTERS];

/** The fields of each collection; for cards, the fields of every kind. */
export const FIELDS = {
  phases: PHASE_FIELDS,
  steps: STEP_FIELDS,
  lanes: LANE_FIELDS,
  cards: CARD_FIELDS,
  personas: PERSONA_FIELDS,
  links: LINK_FIELDS,
  comments: COMMENT_FIELDS,
  tags: TAG_FIELDS,
  channels: CHANNEL_FIELDS,
} as const satisfies Record<Collection, Fields>;

const textsOf = (fields: Fields): readonly string[] => namesOf(fields, 'text');

/** The fields of each collection in which people type together. They are Y.Text. */
export const TEXT_FIELDS: Readonly<Record<Collection, readonly string[]>> = {
  phases: textsOf(PHASE_FIELDS),
  steps: textsOf(STEP_FIELDS),
  lanes: textsOf(LANE_FIELDS),
  cards: textsOf(CARD_FIELDS),
  personas: textsOf(PERSONA_FIELDS),
  links: textsOf(LINK_FIELDS),
  comments: textsOf(COMMENT_FIELDS),
  tags: textsOf(TAG_FIELDS),
  channels: textsOf(CHANNEL_FIELDS),
};

/** The texts of `meta`. */
export const META_TEXTS: readonly string[] = textsOf(META_FIELDS);
