/** From the document to plain records, each parsed as it leaves: the document is written by others. Never writes. */
import * as v from 'valibot';
import * as Y from 'yjs';
import { type Board, type Collection, type RecordMap, recordMap } from './board.ts';
import { FEELING_KINDS, type FeelingKind } from './enumerations.ts';
import type { PersonaId, StepId } from './ids.ts';
import { lineOf, liveLanes, livePersonas, livePhases, placeOfCard, stepsOf } from './journey.ts';
import { byRank } from './order.ts';
import {
  type Card,
  cardSchema,
  type Feeling,
  feelingSchema,
  type Lane,
  laneSchema,
  type Meta,
  metaSchema,
  type Person,
  type Persona,
  type Phase,
  personaSchema,
  personSchema,
  phaseSchema,
  type Step,
  stepSchema,
} from './records.ts';
import type { Snapshot } from './snapshot-schema.ts';

interface RecordTypes {
  phases: Phase;
  steps: Step;
  lanes: Lane;
  cards: Card;
  personas: Persona;
}

const SCHEMAS = {
  phases: phaseSchema,
  steps: stepSchema,
  lanes: laneSchema,
  cards: cardSchema,
  personas: personaSchema,
} as const;

const plain = (map: RecordMap, id: string): Record<string, unknown> => {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of map) fields[key] = value instanceof Y.Text ? value.toString() : value;
  return { ...fields, id };
};

/** One record as a plain value; null where there is none, or its id is no id. Deleted ones are read too, marked so. */
export const readRecord = <C extends Collection>(board: Board, collection: C, id: string): RecordTypes[C] | null => {
  const map = recordMap(board, collection, id);
  if (map === null) return null;
  const parsed = v.safeParse(SCHEMAS[collection], plain(map, id));
  // The schema of a collection yields that collection's record; TypeScript cannot follow the index.
  return parsed.success ? (parsed.output as RecordTypes[C]) : null;
};

export const readAll = <C extends Collection>(board: Board, collection: C): RecordTypes[C][] => {
  const records: RecordTypes[C][] = [];
  for (const id of board.records[collection].keys()) {
    const record = readRecord(board, collection, id);
    if (record !== null) records.push(record);
  }
  return records;
};

export const feelingKey = (step: StepId, persona: PersonaId, kind: FeelingKind): string => `${step}/${persona}/${kind}`;

/** Null where the register is empty, or says other coordinates than its key (rule D6). */
export const readFeeling = (board: Board, key: string): Feeling | null => {
  const parsed = v.safeParse(feelingSchema, board.registers.feelings.get(key));
  if (!parsed.success) return null;
  const f = parsed.output;
  return feelingKey(f.step, f.persona, f.kind) === key ? f : null;
};

export const readFeelings = (board: Board): Feeling[] =>
  [...board.registers.feelings.keys()].flatMap((key) => readFeeling(board, key) ?? []);

export const readPerson = (board: Board, id: string): Person | null => {
  const value = board.registers.people.get(id);
  const parsed = v.safeParse(personSchema, typeof value === 'object' && value !== null ? { ...value, id } : null);
  return parsed.success ? parsed.output : null;
};

export const readPeople = (board: Board): Person[] =>
  [...board.registers.people.keys()].flatMap((id) => readPerson(board, id) ?? []);

export const readMeta = (board: Board): Meta => v.parse(metaSchema, plain(board.meta, 'meta'));

/** The board as it is shown: live records only, in order, repaired. What the HTTP API answers. */
export const readSnapshot = (board: Board): Snapshot => {
  const phases = readAll(board, 'phases');
  const line = lineOf(phases, readAll(board, 'steps'));
  const steps = stepsOf(line);
  const lanes = liveLanes(readAll(board, 'lanes'));
  const personas = livePersonas(readAll(board, 'personas'));
  const stepIds = new Set(steps.map((s) => s.step.id));
  const laneIds = new Set(lanes.map((l) => l.id));
  const personaIds = new Set(personas.map((p) => p.id));
  const turn = new Map<string, number>(
    [...steps.map((s) => s.step.id), ...personas.map((p) => p.id)].map((id, i) => [id, i]),
  );
  // The maps yield them in the order in which they arrived here, another on every replica.
  const inTurn = (a: Feeling, b: Feeling) =>
    (turn.get(a.step) ?? 0) - (turn.get(b.step) ?? 0) ||
    (turn.get(a.persona) ?? 0) - (turn.get(b.persona) ?? 0) ||
    FEELING_KINDS.indexOf(a.kind) - FEELING_KINDS.indexOf(b.kind);
  const cards = readAll(board, 'cards')
    .filter((card) => !card.deleted)
    .map((card) => {
      const { step, lane, rank } = placeOfCard(card, stepIds, laneIds);
      return { ...card, place: { step, lane, rank } };
    })
    .sort((a, b) => byRank({ id: a.id, rank: a.place.rank }, { id: b.id, rank: b.place.rank }));
  return {
    ...readMeta(board),
    phases: livePhases(phases),
    steps: steps.map(({ step, phase }) => ({ ...step, place: { phase, rank: step.place?.rank ?? 'a0' } })),
    lanes,
    cards,
    personas,
    feelings: readFeelings(board)
      .filter((f) => stepIds.has(f.step) && personaIds.has(f.persona))
      .sort(inTurn),
    people: readPeople(board).sort((a, b) => (a.id < b.id ? -1 : 1)),
  };
};
