/** A board as plain JSON: as it is shown, and whole. */
import * as v from 'valibot';
import { cardSchema, DETAIL_FIELDS_BY_KEY } from './cards.ts';
import { objectOf } from './fields.ts';
import {
  channelSchema,
  commentSchema,
  feelingSchema,
  laneSchema,
  linkSchema,
  metaSchema,
  personaSchema,
  personSchema,
  phaseSchema,
  stepSchema,
  tagSchema,
} from './records.ts';

/** Of records, each once: of two with one id, one would be lost. */
const each = <S extends v.GenericSchema<unknown, { readonly id: string }>>(record: S) =>
  v.pipe(
    v.array(record),
    v.check((records) => new Set(records.map(({ id }) => id)).size === records.length, 'must have each id once'),
  );

const collections = {
  phases: each(phaseSchema),
  steps: each(stepSchema),
  lanes: each(laneSchema),
  cards: each(cardSchema),
  personas: each(personaSchema),
  links: each(linkSchema),
  comments: each(commentSchema),
  tags: each(tagSchema),
  channels: each(channelSchema),
  feelings: v.array(feelingSchema),
  people: each(personSchema),
};

/**
 * What is on the board, repaired and in order of the journey: what the HTTP API answers and every analysis reads. Only
 * what is live, placed where it is shown.
 */
export const snapshotSchema = v.object({ ...metaSchema.entries, ...collections });
export type Snapshot = v.InferOutput<typeof snapshotSchema>;

export const BOARD_FILE_FORMAT = 'samrejse-board';

/** What a card holds of kinds it was before, by `kind.field`. */
const dormantSchema = v.partial(objectOf(Object.fromEntries(DETAIL_FIELDS_BY_KEY)));
export const fileCardSchema = v.intersect([cardSchema, v.object({ dormant: dormantSchema })]);
export type FileCard = v.InferOutput<typeof fileCardSchema>;

/**
 * The whole board, deleted records too, each as it stands in the document: nothing is repaired, and nothing in order but
 * by id. A document made from it reads the same (rule D16).
 */
export const boardFileSchema = v.object({
  format: v.literal(BOARD_FILE_FORMAT),
  ...metaSchema.entries,
  ...collections,
  cards: each(fileCardSchema),
});
export type BoardFile = v.InferOutput<typeof boardFileSchema>;
