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

const collections = {
  phases: v.array(phaseSchema),
  steps: v.array(stepSchema),
  lanes: v.array(laneSchema),
  cards: v.array(cardSchema),
  personas: v.array(personaSchema),
  links: v.array(linkSchema),
  comments: v.array(commentSchema),
  tags: v.array(tagSchema),
  channels: v.array(channelSchema),
  feelings: v.array(feelingSchema),
  people: v.array(personSchema),
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
  cards: v.array(fileCardSchema),
});
export type BoardFile = v.InferOutput<typeof boardFileSchema>;
