import type { BoardId, CardId, StepId } from '@samrejse/model/records/ids';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../conversation/outcome.ts';
import type { Request } from '../conversation/request.ts';
import { type Database, openDatabase } from './database.ts';
import { findLastPlace, saveLastPlace } from './last-places.ts';
import { findLink, removeLink, saveLink } from './links.ts';
import {
  dueRequests,
  findOwnLines,
  findRequest,
  findSameLine,
  finishRequest,
  forgetRequests,
  insertRequest,
  markNotified,
  type NewRequest,
  nextDueAt,
  postponeRequest,
  type StoredRequest,
  withdrawRequest,
} from './requests.ts';

const who = { team: 'T1', channel: 'C1', user: 'U1' };
const add = (text: string): Request => ({ is: 'add', cardKind: 'pain', text, card: `card-${text}` as CardId });
const UNDONE: Outcome = { is: 'undone', key: 'a', cardKind: 'pain', text: 'a' };

let db: Database;
beforeEach(() => {
  db = openDatabase(':memory:').db;
});

const put = (dedupeKey: string, more: Partial<NewRequest> = {}): StoredRequest => {
  insertRequest(db, {
    ...who,
    dedupeKey,
    userName: 'karen',
    responseUrl: 'http://127.0.0.1/r',
    receivedAt: 1_000,
    board: 'B1' as BoardId,
    request: add(dedupeKey),
    repeatKey: `pain ${dedupeKey}`,
    nextAttemptAt: 11_000,
    ...more,
  });
  const stored = findRequest(db, dedupeKey);
  if (stored === null) throw new Error('not there');
  return stored;
};
const addedAs = (stored: StoredRequest): Outcome => ({
  is: 'added',
  cardKind: 'pain',
  key: stored.dedupeKey,
  text: 'x',
  placed: { is: 'inbox' },
  channel: null,
  feeling: -1,
});
const keys = (entries: readonly StoredRequest[]) => entries.map((stored) => stored.dedupeKey);

describe('requests', () => {
  test('[B1] a key is there once; the first request stands', () => {
    put('a');
    expect(put('a', { request: { is: 'help' } }).request).toEqual(add('a'));
  });

  test('[B9] what waits is due at its time; what failed goes behind', () => {
    put('a');
    put('b', { nextAttemptAt: 12_000 });
    expect(nextDueAt(db)).toBe(11_000);
    expect(keys(dueRequests(db, 11_500, 10).due)).toEqual(['a']);
    postponeRequest(db, 'a', 13_000);
    expect(keys(dueRequests(db, 20_000, 10).due)).toEqual(['b', 'a']);
    expect(findRequest(db, 'a')?.attempts).toBe(1);
  });

  test('[B7] what is done is due until the person has been told', () => {
    const stored = put('a');
    finishRequest(db, stored, addedAs(stored));
    expect(keys(dueRequests(db, 20_000, 10).due)).toEqual(['a']);
    markNotified(db, 'a', 'result');
    markNotified(db, 'a', 'kept');
    expect(findRequest(db, 'a')?.notified).toBe('result');
    expect(nextDueAt(db)).toBeNull();
  });

  test('[B1] the first result stands', () => {
    const stored = put('a');
    finishRequest(db, stored, addedAs(stored));
    finishRequest(db, stored, { is: 'nothing-to-undo' });
    expect(findRequest(db, 'a')?.result).toEqual(addedAs(stored));
  });

  test('[B3] the same line: by the same person, in the same channel, in time, and not refused or taken back', () => {
    const stored = put('a');
    const find = (since: number, user = 'U1') => findSameLine(db, { ...who, user }, 'pain a', since)?.dedupeKey;
    expect([find(999), find(1_000), find(0, 'U2')]).toEqual(['a', undefined, undefined]);
    finishRequest(db, stored, { is: 'not-linked', cardKind: 'pain', text: 'a' });
    expect(find(0)).toBeUndefined();
    put('b', { repeatKey: 'pain a' });
    expect(find(0)).toBe('b');
    withdrawRequest(db, 'b', UNDONE);
    expect(find(0)).toBeUndefined();
  });

  test('[B12] own lines: newest first, without what became no card', () => {
    put('a');
    put('b', { receivedAt: 2_000 });
    put('c', { receivedAt: 3_000, request: { is: 'help' }, repeatKey: null });
    const refused = put('d', { receivedAt: 4_000 });
    finishRequest(db, refused, { is: 'too-long', text: 'd', length: 1 });
    expect(keys(findOwnLines(db, who, 5))).toEqual(['b', 'a']);
    withdrawRequest(db, 'b', UNDONE);
    expect(keys(findOwnLines(db, who, 5))).toEqual(['a']);
    expect(findRequest(db, 'b')?.result).toEqual(UNDONE);
  });

  test('a link is not kept after it was read', () => {
    const stored = put('a', { request: { is: 'link', text: 'http://x/b/B1#token=secret-secret' }, repeatKey: null });
    finishRequest(db, stored, { is: 'linked', title: 'x', instead: null, step: null });
    expect(findRequest(db, 'a')?.request).toEqual({ is: 'link', text: '' });
  });

  test('what ended long ago is forgotten, what waits never', () => {
    const stored = put('a');
    put('b');
    finishRequest(db, stored, addedAs(stored));
    markNotified(db, 'a', 'result');
    forgetRequests(db, 5_000);
    expect([findRequest(db, 'a'), findRequest(db, 'b')?.dedupeKey]).toEqual([null, 'b']);
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
