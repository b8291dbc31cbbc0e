/** A workshop's agenda as data: what is done, for how long, where on the board, and what people may do meanwhile. */
import * as v from 'valibot';
import { TEXT_LIMITS } from '../records/limits.ts';
import { RIGHTS } from '../rights/permission.ts';
import { AGENDA_ITEM_LIMITS } from '../session/session.ts';
import { laneSetSchema } from '../words/lane-sets.ts';
import { LANE_TYPES } from '../words/lanes.ts';

export const AGENDA_ITEM_KINDS = ['discuss', 'write', 'arrange', 'feelings', 'vote', 'break'] as const;

const localized = (limit: number) => {
  const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limit));
  return v.strictObject({ en: text, da: text, sv: text });
};

const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** `dots` a person has, of which at most `perCard` go to one card. */
const ballotSchema = v.strictObject({ dots: whole(1, 20), perCard: whole(1, 20), anonymous: v.boolean() });

export const agendaItemSchema = v.pipe(
  v.strictObject({
    kind: v.picklist(AGENDA_ITEM_KINDS),
    title: localized(AGENDA_ITEM_LIMITS.maxTitle),
    instruction: localized(TEXT_LIMITS.card),
    minutes: whole(1, AGENDA_ITEM_LIMITS.maxMinutes),
    /** Where on the board to look; all of it where empty. */
    lanes: v.array(v.picklist(LANE_TYPES)),
    /** What participants may do; facilitators may always do everything. */
    rights: v.array(v.picklist(RIGHTS)),
    /** Sealed: nobody sees what the others write before the item ends. */
    visibility: v.picklist(['open', 'sealed']),
    /** Whether sealed cards are then shown with their authors. */
    reveal: v.nullable(v.picklist(['signed', 'unsigned'])),
    ballot: v.nullable(ballotSchema),
  }),
  v.check(
    (item) => (item.visibility === 'sealed') === (item.reveal !== null),
    'what is sealed is revealed, and nothing else',
  ),
  v.check((item) => (item.kind === 'vote') === (item.ballot !== null), 'a vote has a ballot, and nothing else has'),
  v.check((item) => item.kind !== 'vote' || item.rights.includes('vote'), 'who is asked to vote may vote'),
  v.check((item) => item.kind !== 'write' || item.rights.includes('add'), 'who is asked to write may add cards'),
);
export type AgendaItem = v.InferOutput<typeof agendaItemSchema>;

export const agendaSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*$/)),
  name: localized(AGENDA_ITEM_LIMITS.maxTitle),
  /** The lanes the board should have. */
  laneSet: laneSetSchema,
  items: v.pipe(v.array(agendaItemSchema), v.minLength(1)),
});
export type Agenda = v.InferOutput<typeof agendaSchema>;

export const agendaMinutes = (agenda: Agenda): number => agenda.items.reduce((sum, item) => sum + item.minutes, 0);
