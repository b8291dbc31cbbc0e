/** What a person shows of themselves while they are on the board: awareness state, parsed because anyone may send it. */
import * as v from 'valibot';
import { ROLES } from './enumerations.ts';
import { personIdSchema } from './ids.ts';
import { TEXT_LIMITS } from './limits.ts';

/** Bytes of one state as JSON; ours are under 400. */
export const MAX_PRESENCE_BYTES = 2_000;

const coordinate = v.pipe(v.number(), v.finite(), v.minValue(-1e6), v.maxValue(1e6));

export const presenceSchema = v.object({
  person: v.object({
    id: personIdSchema,
    name: v.pipe(v.string(), v.maxLength(TEXT_LIMITS.personName)),
    colour: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(11)),
  }),
  /** Stamped by the server; what a client says of it is overwritten. */
  role: v.optional(v.picklist(ROLES)),
  /** In canvas units at 100 %. */
  cursor: v.fallback(v.nullable(v.object({ x: coordinate, y: coordinate })), null),
  /** Id of the card or other thing that is selected. */
  selected: v.fallback(v.nullable(v.pipe(v.string(), v.maxLength(200))), null),
  /** True while they type in what they have selected. */
  typing: v.fallback(v.boolean(), false),
  /** Where a dragged card hangs; the edit itself comes with the drop. */
  drag: v.fallback(
    v.nullable(v.object({ card: v.pipe(v.string(), v.maxLength(64)), x: coordinate, y: coordinate })),
    null,
  ),
});
export type Presence = v.InferOutput<typeof presenceSchema>;

export const parsePresence = (state: unknown): Presence | null => {
  const parsed = v.safeParse(presenceSchema, state);
  return parsed.success ? parsed.output : null;
};
