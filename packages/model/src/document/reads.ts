/** From the document to plain records. Each is parsed, because others write the document. Nothing here writes. */
import * as v from 'valibot';
import * as Y from 'yjs';
import { IGNORE, type NoteFault, type Repair } from '../journey/repairs.ts';
import { snapshotOf } from '../journey/snapshot.ts';
import type { Collection } from '../records/collections.ts';
import { idSchema, type PersonaId, type PersonId, type StepId } from '../records/ids.ts';
import { clip, TEXT_LIMITS } from '../records/limits.ts';
import { byCodeUnit } from '../records/order.ts';
import {
  type BoardChannel,
  type Comment,
  type Feeling,
  feelingSchema,
  type Lane,
  type Link,
  MAX_COMMENT,
  type Meta,
  type Person,
  type Persona,
  type Phase,
  personSchema,
  type Step,
  type Tag,
} from '../records/records.ts';
import { BOARD_FILE_FORMAT, type BoardFile, type FileCard, type Snapshot } from '../records/snapshot-schema.ts';
import type { FeelingKind } from '../words/feelings.ts';
import { type Board, type RecordMap, recordMap } from './board.ts';
import { readCardFields, readFields } from './read-fields.ts';

interface RecordTypes {
  phases: Phase;
  steps: Step;
  lanes: Lane;
  cards: FileCard;
  personas: Persona;
  links: Link;
  comments: Comment;
  tags: Tag;
  channels: BoardChannel;
}

const isId = (id: string): boolean => v.is(idSchema, id);

const readMap = (collection: Collection, id: string, map: RecordMap, note: NoteFault): object => ({
  id,
  ...(collection === 'cards' ? readCardFields(map, note) : readFields(collection, map, note)),
});

/**
 * One record as a plain value; null if there is none, or its key is no id. Deleted records are read too (`deleted:
 * true`).
 */
export const readRecord = <C extends Collection>(board: Board, collection: C, id: string): RecordTypes[C] | null => {
  const map = recordMap(board, collection, id);
  // The fields of a collection make that collection's record; TypeScript cannot follow the index.
  return map === null || !isId(id) ? null : (readMap(collection, id, map, IGNORE) as RecordTypes[C]);
};

const readEach = <C extends Collection>(board: Board, collection: C, repairs: Repair[] | null): RecordTypes[C][] => {
  const records: RecordTypes[C][] = [];
  for (const [id, map] of board.records[collection]) {
    const note: NoteFault =
      repairs === null ? IGNORE : (field, fault) => repairs.push({ in: collection, id, field, fault });
    if (!(map instanceof Y.Map) || !isId(id)) note(null, 'no-record');
    else records.push(readMap(collection, id, map, note) as RecordTypes[C]);
  }
  return records;
};

export const readAll = <C extends Collection>(board: Board, collection: C): RecordTypes[C][] =>
  readEach(board, collection, null);

/** The key of a feeling: the one the team agreed on, or with `voter` one person's vote. */
export const feelingKey = (
  step: StepId,
  persona: PersonaId,
  kind: FeelingKind,
  voter: PersonId | null = null,
): string => (voter === null ? `${step}/${persona}/${kind}` : `${step}/${persona}/${kind}/${voter}`);

const feelingFrom = (key: string, value: unknown): Feeling | null => {
  if (typeof value !== 'object' || value === null) return null;
  // Version 1 knew no voters.
  const { comment, word, voter, setBy, setAt, ...rest } = value as Record<string, unknown>;
  const parsed = v.safeParse(feelingSchema, {
    ...rest,
    word: typeof word === 'string' ? clip(word, TEXT_LIMITS.title) : '',
    comment: typeof comment === 'string' ? clip(comment, MAX_COMMENT) : '',
    voter: voter ?? null,
    setBy: typeof setBy === 'string' && isId(setBy) ? setBy : null,
    setAt: typeof setAt === 'number' && Number.isFinite(setAt) ? setAt : 0,
  });
  if (!parsed.success) return null;
  const f = parsed.output;
  return feelingKey(f.step, f.persona, f.kind, f.voter) === key ? f : null;
};

/** Null if the register is empty, or its value names other coordinates than its key (rule D6). */
export const readFeeling = (board: Board, key: string): Feeling | null =>
  feelingFrom(key, board.registers.feelings.get(key));

const personFrom = (id: string, value: unknown): Person | null => {
  if (typeof value !== 'object' || value === null) return null;
  const { name, colour } = value as Record<string, unknown>;
  const parsed = v.safeParse(personSchema, {
    id,
    name: typeof name === 'string' ? clip(name, TEXT_LIMITS.personName) : '',
    colour: v.is(personSchema.entries.colour, colour) ? colour : 0,
  });
  return parsed.success ? parsed.output : null;
};

export const readPerson = (board: Board, id: string): Person | null => personFrom(id, board.registers.people.get(id));

const readRegister = <T>(
  board: Board,
  register: 'feelings' | 'people',
  from: (key: string, value: unknown) => T | null,
  repairs: Repair[] | null,
): T[] => {
  const values: T[] = [];
  for (const [key, raw] of board.registers[register]) {
    const value = from(key, raw);
    if (value !== null) values.push(value);
    else repairs?.push({ in: register, id: key, field: null, fault: 'unreadable' });
  }
  return values;
};

export const readFeelings = (board: Board): Feeling[] => readRegister(board, 'feelings', feelingFrom, null);
export const readPeople = (board: Board): Person[] => readRegister(board, 'people', personFrom, null);

const readMetaNoting = (board: Board, note: NoteFault): Meta => readFields('meta', board.meta, note) as Meta;
export const readMeta = (board: Board): Meta => readMetaNoting(board, IGNORE);

const readWhole = (board: Board, repairs: Repair[] | null): BoardFile => {
  const noteMeta: NoteFault =
    repairs === null ? IGNORE : (field, fault) => repairs.push({ in: 'meta', id: 'meta', field, fault });
  return {
    format: BOARD_FILE_FORMAT,
    ...readMetaNoting(board, noteMeta),
    phases: readEach(board, 'phases', repairs),
    steps: readEach(board, 'steps', repairs),
    lanes: readEach(board, 'lanes', repairs),
    cards: readEach(board, 'cards', repairs),
    personas: readEach(board, 'personas', repairs),
    links: readEach(board, 'links', repairs),
    comments: readEach(board, 'comments', repairs),
    tags: readEach(board, 'tags', repairs),
    channels: readEach(board, 'channels', repairs),
    feelings: readRegister(board, 'feelings', feelingFrom, repairs),
    people: readRegister(board, 'people', personFrom, repairs),
  };
};

const byId = <T extends { readonly id: string }>(records: readonly T[]): T[] =>
  records.toSorted((a, b) => byCodeUnit(a.id, b.id));

/** The whole board as plain JSON, deleted records included. `writeBoardFile` makes the same document from it. */
export const readBoardFile = (board: Board): BoardFile => {
  const file = readWhole(board, null);
  return {
    ...file,
    phases: byId(file.phases),
    steps: byId(file.steps),
    lanes: byId(file.lanes),
    cards: byId(file.cards),
    personas: byId(file.personas),
    links: byId(file.links),
    comments: byId(file.comments),
    tags: byId(file.tags),
    channels: byId(file.channels),
    feelings: file.feelings.toSorted((a, b) => byCodeUnit(keyOfFeeling(a), keyOfFeeling(b))),
    people: byId(file.people),
  };
};

export const keyOfFeeling = (f: Feeling): string => feelingKey(f.step, f.persona, f.kind, f.voter);

/** The board as it is shown: live records in order, repaired. The HTTP API answers this. */
export const readSnapshot = (board: Board): Snapshot => snapshotOf(readWhole(board, null));

/** The board as it is shown, and every repair that reading it took. */
export const inspectBoard = (board: Board): { readonly snapshot: Snapshot; readonly repairs: readonly Repair[] } => {
  const repairs: Repair[] = [];
  const snapshot = snapshotOf(readWhole(board, repairs), repairs);
  return { snapshot, repairs };
};
