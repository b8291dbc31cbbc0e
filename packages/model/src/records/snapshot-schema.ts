/** A board as plain JSON: as it is shown (the snapshot), and as a whole (the board file). */
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

/** A list of records with distinct ids: of two records with one id, one would be lost. */
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
 * The snapshot: the live records of a board, repaired, in the journey's order, and placed where they show. The HTTP API
 * answers it, and every analysis reads it.
 */
export const snapshotSchema = v.object({ ...metaSchema.entries, ...collections });
export type Snapshot = v.InferOutput<typeof snapshotSchema>;

export const BOARD_FILE_FORMAT = 'samrejse-board';

/** The details that a card holds of other kinds, by `kind.field`. */
const dormantSchema = v.partial(objectOf(Object.fromEntries(DETAIL_FIELDS_BY_KEY)));
export const fileCardSchema = v.intersect([cardSchema, v.object({ dormant: dormantSchema })]);
export type FileCard = v.InferOutput<typeof fileCardSchema>;

/**
 * The board file: all records, deleted ones too, as they stand in the document. References are not repaired, and records are
 * sorted by id. A document made from the file reads the same (rule D16).
 */
export const boardFileSchema = v.object({
  format: v.literal(BOARD_FILE_FORMAT),
  ...metaSchema.entries,
  ...collections,
  cards: each(fileCardSchema),
});
export type BoardFile = v.InferOutput<typeof boardFileSchema>;
