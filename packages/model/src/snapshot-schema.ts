import * as v from 'valibot';
import {
  cardSchema,
  feelingSchema,
  laneSchema,
  metaSchema,
  personaSchema,
  personSchema,
  phaseSchema,
  stepSchema,
} from './records.ts';

/** A board as plain JSON: what the HTTP API answers and every analysis reads. Arrays are in order of the journey. */
export const snapshotSchema = v.object({
  ...metaSchema.entries,
  phases: v.array(phaseSchema),
  steps: v.array(stepSchema),
  lanes: v.array(laneSchema),
  cards: v.array(cardSchema),
  personas: v.array(personaSchema),
  feelings: v.array(feelingSchema),
  people: v.array(personSchema),
});
export type Snapshot = v.InferOutput<typeof snapshotSchema>;
