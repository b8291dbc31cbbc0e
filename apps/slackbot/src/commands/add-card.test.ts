/** A line against a board server that knows no outlines, with the real store. */

import type { BoardId, CardId, PersonId } from '@samrejse/model/records/ids';
import { createManualClock } from '@samrejse/runtime/testing/manual-clock';
import { beforeEach, expect, test } from 'vitest';
import { WEB_SHOP } from '../../testing/journeys.ts';
import { LIMITS } from '../limits.ts';
import { createOutlines } from '../outlines.ts';
import { BoardUnreachable, createServerApi } from '../server-api.ts';
import { openDatabase } from '../store/database.ts';
import { saveLink } from '../store/links.ts';
import { findRequest, insertRequest } from '../store/requests.ts';
import { addLine } from './add-card.ts';

const board = 'B1' as BoardId;
const who = { team: 'T1', channel: 'C1', user: 'U1' };
const request = { is: 'add', cardKind: 'pain', text: '3.2 the card is refused', card: 'card-a' as CardId } as const;

const ACCESS = { board, role: 'participant', title: 'Web shop', session: { state: 'idle' }, serverNow: 0 };
const PLACE = {
  step: 'step3.2',
  lane: null,
  rank: 'a0',
  stepNumber: '3.2',
  stepTitle: 'Pay',
  phaseName: 'Checkout',
  laneType: null,
};

const NOT_FOUND = { status: 404, body: { error: { code: 'not-found', message: '' } } };
const REVOKED = { status: 401, body: { error: { code: 'unauthorised', message: '' } } };

interface Reply {
  readonly status: number;
  readonly body: unknown;
}
/** What the server answers, by the end of the path; each test sets it. */
let replies: Record<'access' | 'outline' | 'cards', Reply>;

beforeEach(() => {
  replies = {
    access: { status: 200, body: ACCESS },
    outline: { status: 200, body: WEB_SHOP },
    cards: { status: 201, body: { id: request.card, place: PLACE } },
  };
});

const replyTo = (path: string): Reply => {
  if (path.endsWith('/access')) return replies.access;
  return path.endsWith('/outline') ? replies.outline : replies.cards;
};

/** Attempts at one line in a linked channel. */
const typeLine = () => {
  const { db } = openDatabase(':memory:');
  const clock = createManualClock();
  const api = createServerApi({
    serverUrl: 'http://board.test',
    serviceToken: 'service',
    timeoutMs: 1_000,
    fetch: async (url) => {
      const { status, body } = replyTo(new URL(String(url)).pathname);
      return Response.json(body, { status });
    },
  });
  const context = {
    db,
    api,
    clock,
    limits: LIMITS,
    outlines: createOutlines({ api, limits: LIMITS }),
    people: { personOf: async () => ({ id: 'slack:T1:U1' as PersonId, name: 'Karen' }) },
    serverUrl: 'http://board.test',
    publicUrl: 'http://board.test',
  };
  saveLink(db, {
    ...who,
    board,
    token: 'tok',
    origin: '',
    language: 'en',
    title: 'Web shop',
    linkedBy: 'U1',
    linkedAt: 0,
  });
  insertRequest(db, {
    ...who,
    dedupeKey: 'a',
    userName: 'karen',
    responseUrl: '',
    receivedAt: 0,
    board,
    request,
    repeatKey: null,
    nextAttemptAt: 0,
  });
  return async () => {
    const stored = findRequest(db, 'a');
    if (stored === null) throw new Error('not stored');
    return addLine(context, stored, request);
  };
};

test('[B8] a server that cannot give the outline of a board it knows: tried again, and added when it can', async () => {
  const attempt = typeLine();
  replies.outline = NOT_FOUND;
  await expect(attempt()).rejects.toThrow(BoardUnreachable);
  replies.outline = { status: 200, body: WEB_SHOP };
  expect(await attempt()).toMatchObject({ is: 'added', text: 'the card is refused', placed: { is: 'named' } });
});

test.each([
  ['revoked', REVOKED],
  ['gone', NOT_FOUND],
])('[B8] the link is dead only if the server says so of the link itself: %s', async (_, reply) => {
  replies.outline = NOT_FOUND;
  replies.access = reply;
  expect(await typeLine()()).toEqual({ is: 'not-saved', why: 'link-dead', text: request.text });
});
