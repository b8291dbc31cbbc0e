/**
 * A data folder that version 0.1 wrote, opened by today's server. It holds a board with a snapshot and a log, a running
 * session, a card that came by a request with an Idempotency-Key, and an edit in unsaved.jsonl. `facts.json` says what its
 * clients knew. Never write it anew with today's code.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { API, HEADER_PERSON, HEADER_SERVICE_TOKEN } from '@samrejse/model/api/http';
import { boardIdSchema } from '@samrejse/model/records/ids';
import { systemClock } from '@samrejse/runtime/clock';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardTexts, writeCard } from '../testing/edits.ts';
import { cardsOf, join as enter, roundTrip } from '../testing/join.ts';
import { acked, connectRaw, updatesIn } from '../testing/raw-client.ts';
import { SERVICE_TOKEN, startTestServer, type TestBoard, type TestServer } from '../testing/test-server.ts';
import { boardDocument } from './store/board-log.ts';

const WRITTEN = fileURLToPath(new URL('../testing/version-0.1', import.meta.url));
const facts = v.parse(
  v.object({
    /** When it was written. */
    at: v.number(),
    board: boardIdSchema,
    tokens: v.object({ facilitator: v.string(), participant: v.string(), viewer: v.string() }),
    /** A client that was closed before the last edits: where it stood, and what it held. */
    resumed: v.object({ epoch: v.number(), since: v.number(), update: v.string() }),
    request: v.object({ key: v.string(), body: v.unknown(), person: v.unknown(), answer: v.unknown() }),
    loggedSeq: v.number(),
    texts: v.array(v.string()),
  }),
  JSON.parse(readFileSync(join(WRITTEN, 'facts.json'), 'utf8')),
);
const board: TestBoard = { id: facts.board, key: boardDocument(facts.board), tokens: facts.tokens };
const HOUR_MS = 3_600_000;

let dataDir: string;
let server: TestServer;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'samrejse-test-'));
  cpSync(WRITTEN, dataDir, { recursive: true });
  // An hour later: the session runs on, and receipts are not old.
  server = await startTestServer({ dataDir, clock: { ...systemClock, now: () => facts.at + HOUR_MS } });
});
afterEach(async () => {
  await server.dispose();
  rmSync(dataDir, { recursive: true, force: true });
});

test('its links open the board, and everything is on it, also what could not be saved', async () => {
  for (const role of ['facilitator', 'participant', 'viewer'] as const) {
    const answer = await server.request(API.access(board.id), { token: board.tokens[role] });
    expect(await answer.json()).toMatchObject({ role, session: { state: 'running', title: 'Write' } });
  }
  expect(await cardsOf(server, board)).toEqual(facts.texts);
});

test('its log goes on without a gap, and belongs to the document that every board has', async () => {
  const before = await server.boardLog.load(board.key);
  // The edit in unsaved.jsonl came after the last one in the log.
  expect(before?.tail.seq).toBe(facts.loggedSeq + 1);
  const anna = await enter(server, board, 'participant');
  anna.sendUpdate(writeCard(anna.doc, 'today').update);
  await expect.poll(() => acked(anna)).toBe(1);
  const log = await server.boardLog.since(board.key, 0);
  expect([log.seq, log.updates.length]).toEqual([facts.loggedSeq + 2, facts.loggedSeq + 2]);
  const replayed = new Y.Doc();
  for (const update of log.updates) Y.applyUpdate(replayed, update);
  expect(cardTexts(replayed)).toEqual([...facts.texts, 'today'].sort());
  const after = await server.boardLog.load(board.key);
  expect([...(after?.owners.values() ?? [])]).toContain('anna');
});

test('the same request is answered as it was, and not done again', async () => {
  const { key, body, person, answer } = facts.request;
  const again = await server.request(API.cards(board.id), {
    token: board.tokens.participant,
    body,
    headers: {
      'idempotency-key': key,
      [HEADER_SERVICE_TOKEN]: SERVICE_TOKEN,
      [HEADER_PERSON]: encodeURIComponent(JSON.stringify(person)),
    },
  });
  expect([again.status, await again.json()]).toEqual([201, answer]);
  expect(await cardsOf(server, board)).toEqual(facts.texts);
});

test('a client that knows its edits by number is sent what it lacks, and no more', async () => {
  const { epoch, since, update } = facts.resumed;
  const back = await connectRaw({
    url: server.url,
    board: board.id,
    token: board.tokens.participant,
    stands: { epoch, since },
  });
  Y.applyUpdate(back.doc, Buffer.from(update, 'base64'));
  back.askForAll();
  await roundTrip(back);
  const ranges = back.heard.flatMap((frame) => (frame.kind === 'log-range' ? [frame] : []));
  expect(ranges).toMatchObject([{ after: since, seq: facts.loggedSeq + 1 }]);
  expect(back.heard.flatMap(updatesIn).filter((bytes) => bytes.byteLength > 2)).toHaveLength(
    facts.loggedSeq + 1 - since,
  );
  expect(cardTexts(back.doc)).toEqual(facts.texts);
});
