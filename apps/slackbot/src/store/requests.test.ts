import type { BoardId, CardId, StepId } from '@samrejse/model/records/ids';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../conversation/outcome.ts';
import type { Wish } from '../conversation/request.ts';
import { type Database, openDatabase } from './database.ts';
import { findLastPlace, saveLastPlace } from './last-places.ts';
import { findLink, removeLink, saveLink } from './links.ts';
import {
  dueEntries,
  type Entry,
  findEntry,
  findOwnLines,
  findSameLine,
  finishEntry,
  forgetEntries,
  insertEntry,
  markTold,
  type NewEntry,
  nextDueAt,
  postponeEntry,
  withdrawEntry,
} from './requests.ts';

const who = { team: 'T1', channel: 'C1', user: 'U1' };
const add = (text: string): Wish => ({ is: 'add', cardKind: 'pain', text, card: `card-${text}` as CardId });
const UNDONE: Outcome = { is: 'undone', key: 'a', cardKind: 'pain', text: 'a' };

let db: Database;
beforeEach(() => {
  db = openDatabase(':memory:').db;
});

const put = (dedupeKey: string, more: Partial<NewEntry> = {}): Entry => {
  insertEntry(db, {
    ...who,
    dedupeKey,
    userName: 'karen',
    responseUrl: 'http://127.0.0.1/r',
    receivedAt: 1_000,
    board: 'B1' as BoardId,
    wish: add(dedupeKey),
    folded: `pain ${dedupeKey}`,
    nextAttemptAt: 11_000,
    ...more,
  });
  const entry = findEntry(db, dedupeKey);
  if (entry === null) throw new Error('not there');
  return entry;
};
const addedAs = (entry: Entry): Outcome => ({
  is: 'added',
  cardKind: 'pain',
  key: entry.dedupeKey,
  text: 'x',
  placed: { is: 'inbox' },
  channel: null,
  feeling: -1,
});
const keys = (entries: readonly Entry[]) => entries.map((entry) => entry.dedupeKey);

describe('inbox', () => {
  test('a key is there once; the first wish stands', () => {
    put('a');
    expect(put('a', { wish: { is: 'help' } }).wish).toEqual(add('a'));
  });

  test('what waits is due at its time; what failed goes behind', () => {
    put('a');
    put('b', { nextAttemptAt: 12_000 });
    expect(nextDueAt(db)).toBe(11_000);
    expect(keys(dueEntries(db, 11_500, 10))).toEqual(['a']);
    postponeEntry(db, 'a', 13_000);
    expect(keys(dueEntries(db, 20_000, 10))).toEqual(['b', 'a']);
    expect(findEntry(db, 'a')?.attempts).toBe(1);
  });

  test('what is done is due until the person has been told', () => {
    const entry = put('a');
    finishEntry(db, entry, addedAs(entry));
    expect(keys(dueEntries(db, 20_000, 10))).toEqual(['a']);
    markTold(db, 'a', 'result');
    markTold(db, 'a', 'kept');
    expect(findEntry(db, 'a')?.told).toBe('result');
    expect(nextDueAt(db)).toBeNull();
  });

  test('the first result stands', () => {
    const entry = put('a');
    finishEntry(db, entry, addedAs(entry));
    finishEntry(db, entry, { is: 'nothing-to-undo' });
    expect(findEntry(db, 'a')?.result).toEqual(addedAs(entry));
  });

  test('the same line: by the same person, in the same channel, in time, and not refused or taken back', () => {
    const entry = put('a');
    const find = (since: number, user = 'U1') => findSameLine(db, { ...who, user }, 'pain a', since)?.dedupeKey;
    expect([find(999), find(1_000), find(0, 'U2')]).toEqual(['a', undefined, undefined]);
    finishEntry(db, entry, { is: 'not-linked', cardKind: 'pain', text: 'a' });
    expect(find(0)).toBeUndefined();
    put('b', { folded: 'pain a' });
    expect(find(0)).toBe('b');
    withdrawEntry(db, 'b', UNDONE);
    expect(find(0)).toBeUndefined();
  });

  test('own lines: newest first, without what became no card', () => {
    put('a');
    put('b', { receivedAt: 2_000 });
    put('c', { receivedAt: 3_000, wish: { is: 'help' }, folded: null });
    const refused = put('d', { receivedAt: 4_000 });
    finishEntry(db, refused, { is: 'too-long', text: 'd', length: 1 });
    expect(keys(findOwnLines(db, who, 5))).toEqual(['b', 'a']);
    withdrawEntry(db, 'b', UNDONE);
    expect(keys(findOwnLines(db, who, 5))).toEqual(['a']);
    expect(findEntry(db, 'b')?.result).toEqual(UNDONE);
  });

  test('a link is not kept after it was read', () => {
    const entry = put('a', { wish: { is: 'link', text: 'http://x/b/B1#token=secret-secret' }, folded: null });
    finishEntry(db, entry, { is: 'linked', title: 'x', instead: null, step: null });
    expect(findEntry(db, 'a')?.wish).toEqual({ is: 'link', text: '' });
  });

  test('what ended long ago is forgotten, what waits never', () => {
    const entry = put('a');
    put('b');
    finishEntry(db, entry, addedAs(entry));
    markTold(db, 'a', 'result');
    forgetEntries(db, 5_000);
    expect([findEntry(db, 'a'), findEntry(db, 'b')?.dedupeKey]).toEqual([null, 'b']);
  });
});

test('a channel has one link at a time', () => {
  const link = {
    team: 'T1',
    channel: 'C1',
    board: 'B1' as BoardId,
    token: 't',
    origin: 'http://x',
    language: 'da',
    title: 'Tavle',
    linkedBy: 'U1',
    linkedAt: 1,
  } as const;
  saveLink(db, link);
  saveLink(db, { ...link, board: 'B2' as BoardId });
  expect(findLink(db, who)?.board).toBe('B2');
  expect(findLink(db, { team: 'T1', channel: 'C2' })).toBeNull();
  expect(removeLink(db, who)?.board).toBe('B2');
  expect(removeLink(db, who)).toBeNull();
});

test('the last place counts for a while, for its board', () => {
  saveLastPlace(db, who, 'B1' as BoardId, 's1' as StepId, 100);
  saveLastPlace(db, who, 'B1' as BoardId, 's2' as StepId, 200);
  expect(findLastPlace(db, who, 'B1' as BoardId, 199)).toBe('s2');
  expect(findLastPlace(db, who, 'B1' as BoardId, 200)).toBeNull();
  expect(findLastPlace(db, who, 'B2' as BoardId, 0)).toBeNull();
});
