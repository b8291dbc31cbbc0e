/** A workshop's agenda as data: what is done, for how long, where on the board, and what people may do meanwhile. */
import * as v from 'valibot';
import { TEXT_LIMITS } from '../records/limits.ts';
import { STEP_RIGHTS } from '../rights/permission.ts';
import { STEP_LIMITS } from '../session/session.ts';
import { LANE_TYPES } from '../words/enumerations.ts';
import { laneSetSchema } from '../words/lane-sets.ts';

export const AGENDA_STEP_KINDS = ['discuss', 'write', 'arrange', 'feelings', 'vote', 'break'] as const;

const localized = (limit: number) => {
  const text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(limit));
  return v.strictObject({ en: text, da: text, sv: text });
};

const whole = (least: number, most: number) => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** `dots` a person has, of which at most `perCard` go to one card. */
const ballotSchema = v.strictObject({ dots: whole(1, 20), perCard: whole(1, 20), anonymous: v.boolean() });

export const agendaStepSchema = v.pipe(
  v.strictObject({
    kind: v.picklist(AGENDA_STEP_KINDS),
    title: localized(STEP_LIMITS.maxTitle),
    instruction: localized(TEXT_LIMITS.card),
    minutes: whole(1, STEP_LIMITS.maxMinutes),
    /** Where on the board to look; all of it where empty. */
    lanes: v.array(v.picklist(LANE_TYPES)),
    /** What participants may do; facilitators may always do everything. */
    rights: v.array(v.picklist(STEP_RIGHTS)),
    /** Sealed: nobody sees what the others write before the step ends. */
    visibility: v.picklist(['open', 'sealed']),
    /** Whether sealed cards are then shown with their authors. */
    reveal: v.nullable(v.picklist(['signed', 'unsigned'])),
    ballot: v.nullable(ballotSchema),
  }),
  v.check(
    (step) => (step.visibility === 'sealed') === (step.reveal !== null),
    'what is sealed is revealed, and nothing else',
  ),
  v.check((step) => (step.kind === 'vote') === (step.ballot !== null), 'a vote has a ballot, and nothing else has'),
  v.check((step) => step.kind !== 'vote' || step.rights.includes('vote'), 'who is asked to vote may vote'),
  v.check((step) => step.kind !== 'write' || step.rights.includes('add'), 'who is asked to write may add cards'),
);
export type AgendaStep = v.InferOutput<typeof agendaStepSchema>;

export const agendaSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z]+(-[a-z]+)*$/)),
  name: localized(STEP_LIMITS.maxTitle),
  /** The lanes the board should have. */
  laneSet: laneSetSchema,
  steps: v.pipe(v.array(agendaStepSchema), v.minLength(1)),
});
export type Agenda = v.InferOutput<typeof agendaSchema>;

export const agendaMinutes = (agenda: Agenda): number => agenda.steps.reduce((sum, step) => sum + step.minutes, 0);
