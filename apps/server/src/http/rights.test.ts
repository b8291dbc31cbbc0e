/** Who may do what, over real sockets: nothing that a client says of itself is taken at its word. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { authorOf, openBoard } from '@samrejse/model/document/board';
import { readSnapshot } from '@samrejse/model/document/reads';
import { addCard } from '@samrejse/model/edits/cards';
import { setFeeling } from '@samrejse/model/edits/feelings';
import { addPhase } from '@samrejse/model/edits/phases';
import type { CardId, PersonId } from '@samrejse/model/records/ids';
import { type GuestSecret, mintGuestSecret, personOfGuest } from '@samrejse/model/wire/guest';
import { encodeMessage } from '@samrejse/model/wire/messages';
import type { Role } from '@samrejse/model/words/roles';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { addressOf, cardsOf, join as enter, roundTrip } from '../../testing/join.ts';
import { acked, type RawClient, upgradeStatus } from '../../testing/raw-client.ts';
import { addCardOver, startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';
import { updatesOf } from '../store/board-log.ts';
import { takeUpUnsaved } from '../store/unsaved.ts';

const [IDA, OLE] = ['i'.repeat(32) as GuestSecret, 'o'.repeat(32) as GuestSecret];
const [ida, ole] = [personOfGuest(IDA), personOfGuest(OLE)];
const RESERVED = [ole, 'g.nobody', 'slack:T1:U1', 'oidc:me', 'samrejse', 'samrejse:server', 'api'];

let server: TestServer;
let board: TestBoard;
beforeEach(async () => {
  server = await startTestServer();
  board = await server.createBoard();
});
afterEach(() => server.dispose());

const cards = () => cardsOf(server, board);
const guest = (secret: string, role: Role = 'participant') => enter(server, board, role, undefined, secret);
/** A client of another make, which has no secret. */
const stock = () => enter(server, board, 'participant', null);
/** One of ours that has brought none. */
const unproven = () => enter(server, board, 'participant');

const inTheLog = async (): Promise<Y.Doc> => {
  const log = await server.boardLog.load(board.key);
  const doc = new Y.Doc();
  for (const update of log === null ? [] : updatesOf(log)) Y.applyUpdate(doc, update);
  return doc;
};

/** A tab: a document of its own, of one Yjs client, with what somebody has seen. */
const tabOf = ({ doc }: RawClient, client?: number): Y.Doc => {
  const tab = new Y.Doc();
  Y.applyUpdate(tab, Y.encodeStateAsUpdate(doc));
  if (client !== undefined) tab.clientID = client;
  return tab;
};

const editOf = (tab: Y.Doc, edit: (tab: Y.Doc) => void): Uint8Array => {
  const before = Y.encodeStateVector(tab);
  edit(tab);
  return Y.encodeStateAsUpdate(tab, before);
};

const card = (tab: Y.Doc, person: string, text: string): { id: CardId; update: Uint8Array } => {
  const before = Y.encodeStateVector(tab);
  const id = addCard(openBoard(tab), authorOf(person as PersonId), { to: 'inbox', kind: 'note', text });
  return { id, update: Y.encodeStateAsUpdate(tab, before) };
};

const addPhaseTo = (tab: Y.Doc, person: string): Uint8Array =>
  editOf(tab, () => addPhase(openBoard(tab), authorOf(person as PersonId), { name: 'Mine', period: 'after' }));

const phases = async () => readSnapshot(openBoard(await inTheLog())).phases.map(({ name }) => name);

const refusalsOf = (client: RawClient) =>
  client.messages().flatMap((m) => (m.type === 'refused' ? [{ reason: m.reason, objection: m.objection }] : []));

/** Sends what must be refused: it is not in the log, and nobody else hears of anything. */
const expectRefused = async (from: RawClient, update: Uint8Array, objection: string): Promise<void> => {
  const watcher = await guest(mintGuestSecret(), 'viewer');
  const [before, seen] = [Y.encodeStateVector(await inTheLog()), watcher.heard.length];
  const [frames, refusals] = [acked(from), refusalsOf(from)];
  from.sendUpdate(update);
  await expect.poll(() => refusalsOf(from)).toEqual([...refusals, { reason: 'forbidden', objection }]);
  // A refused frame is done with; it is told apart from a durable one by its refusal.
  await expect.poll(() => acked(from)).toBe(frames + 1);
  await roundTrip(watcher);
  const news = watcher.heard.slice(seen).filter(({ kind }) => kind === 'log-range' || kind === 'update');
  expect(news).toEqual([]);
  expect(Y.encodeStateVector(await inTheLog())).toEqual(before);
  await watcher.close();
};

describe('a guest who brings their secret', () => {
  test('[R12] adds a card in their own name: it is acknowledged, and others see it', async () => {
    const [one, two] = [await guest(IDA), await guest(OLE)];
    const { id, update } = card(tabOf(one), ida, 'mine');
    one.sendUpdate(update);
    await expect.poll(() => acked(one)).toBe(1);
    expect(refusalsOf(one)).toEqual([]);
    const seen = () => readSnapshot(openBoard(two.doc)).cards.find((c) => c.id === id)?.createdBy;
    await expect.poll(seen).toBe(ida);
  });

  test("[R12] in another's name it is refused, and the record named", async () => {
    const one = await guest(IDA);
    const { id, update } = card(tabOf(one), ole, 'not mine');
    await expectRefused(one, update, 'forged-author');
    const refusal = one.messages().find((m) => m.type === 'refused');
    expect(refusal?.type === 'refused' && refusal.touched).toEqual([{ in: 'cards', id }]);
    await expectRefused(one, card(tabOf(one), 'anna', 'nor is this').update, 'forged-author');
  });

  test('does not shape the scaffold as a participant, and does as a facilitator', async () => {
    const [one, two] = [await guest(IDA), await guest(OLE, 'facilitator')];
    await expectRefused(one, addPhaseTo(tabOf(one), ida), 'no-right');
    two.sendUpdate(addPhaseTo(tabOf(two), ole));
    await expect.poll(() => acked(two)).toBe(1);
    expect(refusalsOf(two)).toEqual([]);
    expect(await phases()).toContain('Mine');
  });

  test("does not go on with another's Yjs client, whose next edits still arrive", async () => {
    const [one, two] = [await guest(IDA), await guest(OLE)];
    const tab = tabOf(one);
    one.sendUpdate(card(tab, ida, 'first').update);
    await expect.poll(() => two.doc.store.clients.has(tab.clientID)).toBe(true);
    await expectRefused(two, card(tabOf(two, tab.clientID), ole, 'stolen').update, 'stolen-client');
    one.sendUpdate(card(tab, ida, 'second').update);
    await expect.poll(cards).toEqual(['first', 'second']);
    expect(refusalsOf(one)).toEqual([]);
  });

  test('[R11] that only views changes nothing, whether the document is in memory or not', async () => {
    const [viewer, one] = [await guest(OLE, 'viewer'), await guest(IDA)];
    await expectRefused(viewer, card(tabOf(viewer), ole, 'graffiti').update, 'viewer');
    one.sendUpdate(card(tabOf(one), ida, 'real').update);
    await expect.poll(() => acked(one)).toBe(1);
    await expectRefused(viewer, card(tabOf(viewer), ole, 'graffiti').update, 'viewer');
    expect(await cards()).toEqual(['real']);
  });

  test('[R23] is shown under the id that is proven, whatever id they introduce themselves with', async () => {
    const [one, two] = [await guest(IDA), await guest(OLE)];
    one.send(encodeMessage({ type: 'introduce', person: { id: ole, name: 'Ida', colour: 1 } }));
    const here = () =>
      two.messages().flatMap((m) => (m.type === 'people' ? m.here.map(({ person }) => [person.name, person.id]) : []));
    await expect.poll(here).toContainEqual(['Ida', ida]);
  });

  test('is turned away at the door if it is no secret', async () => {
    for (const wrong of ['', 'short', 'x'.repeat(65), `${'x'.repeat(31)}!`, ida]) {
      expect(await upgradeStatus({ ...addressOf(server, board, 'participant'), guest: wrong })).toBe(400);
    }
    expect(server.hub.peek(board.id)).toBeNull();
  });
});

describe('a client without a secret', () => {
  test.each(RESERVED)('[R12] does not write as %s', async (id) => {
    await expectRefused(await unproven(), card(tabOf(await stock()), id, 'forged').update, 'forged-author');
    const client = await stock();
    client.sendUpdate(card(tabOf(client), id, 'forged too').update);
    client.sendUpdate(card(tabOf(client), 'anna', 'real').update);
    await expect.poll(cards).toEqual(['real']);
  });

  test.each(RESERVED)('is not seen as %s', async (id) => {
    const [own, other, watcher] = [await unproven(), await stock(), await guest(IDA)];
    own.send(encodeMessage({ type: 'introduce', person: { id: id as PersonId, name: 'Own', colour: 1 } }));
    const state = { person: { id, name: 'Stock', colour: 2 }, role: 'facilitator' };
    other.show({ client: other.doc.clientID, clock: 1, state });
    const here = () => watcher.messages().flatMap((m) => (m.type === 'people' ? m.here : []));
    await expect.poll(() => new Set(here().map(({ person }) => person.name))).toEqual(new Set(['Own', 'Stock']));
    expect(here().map(({ person }) => person.id)).not.toContain(id);
  });

  test('is nobody by making a record that names nobody', async () => {
    const client = await unproven();
    await expectRefused(client, card(tabOf(client), '', 'no name').update, 'forged-author');
    await expectRefused(client, card(tabOf(client), 'no id', 'a bad name').update, 'forged-author');
    const vote = (tab: Y.Doc) => {
      const { steps, personas } = readSnapshot(openBoard(tab));
      const [step, persona] = [steps[0]?.id, personas[0]?.id];
      if (step === undefined || persona === undefined) throw new Error('the template has a step and a persona');
      const at = { step, persona, kind: 'actual', voter: '' as PersonId } as const;
      setFeeling(openBoard(tab), authorOf('' as PersonId), at, { valence: 1 });
    };
    await expectRefused(client, editOf(tabOf(client), vote), 'forged-author');
  });

  test('[R12] is whom it first wrote as, and goes on with its client after coming back, with an edit that names nobody', async () => {
    const client = await unproven();
    const tab = tabOf(client);
    const { id, update } = card(tab, 'anna', 'written');
    client.sendUpdate(update);
    await expect.poll(() => acked(client)).toBe(1);
    await expectRefused(client, card(tabOf(client), 'bo', 'as another').update, 'forged-author');
    await client.close();

    const again = await unproven();
    const retype = (doc: Y.Doc) => {
      const text = (doc.getMap('cards').get(id) as Y.Map<unknown>).get('text') as Y.Text;
      text.insert(text.length, ' and written on');
    };
    again.sendUpdate(editOf(tab, retype));
    await expect.poll(cards).toEqual(['written and written on']);
    expect(refusalsOf(again)).toEqual([]);
    // By that it has said who it is.
    await expectRefused(again, card(tabOf(again), 'bo', 'as another').update, 'forged-author');
  });

  test("does not go on with a guest's client, nor with the server's own", async () => {
    const one = await guest(IDA);
    const tab = tabOf(one);
    one.sendUpdate(card(tab, ida, 'mine').update);
    await expect.poll(() => acked(one)).toBe(1);
    const before = new Set((await inTheLog()).store.clients.keys());
    expect((await addCardOver(server, board, 'from Slack')).status).toBe(201);
    const servers = [...(await inTheLog()).store.clients.keys()].find((client) => !before.has(client));
    for (const client of [tab.clientID, servers]) {
      const thief = await unproven();
      await expect.poll(() => thief.doc.store.clients.has(client ?? 0)).toBe(true);
      await expectRefused(thief, card(tabOf(thief, client), 'anna', 'stolen').update, 'stolen-client');
    }
    expect(await cards()).toEqual(['from Slack', 'mine']);
  });
});

describe("whose a client is, after the server's restart", () => {
  let dataDir: string;
  beforeEach(async () => {
    await server.dispose();
    dataDir = mkdtempSync(join(tmpdir(), 'samrejse-test-'));
    server = await startTestServer({ dataDir, limits: { drainMs: 400, goodbyeMs: 100 } });
    board = await server.createBoard();
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  /** Gives back whether all was saved. */
  const restart = async (): Promise<boolean> => {
    const isSaved = await server.drain();
    await server.dispose();
    server = await startTestServer({ dataDir });
    await takeUpUnsaved(dataDir, server.boardLog);
    return isSaved;
  };
  const expectKept = async (client: number) => {
    const thief = await guest(OLE);
    await expect.poll(() => thief.doc.store.clients.has(client)).toBe(true);
    await expectRefused(thief, card(tabOf(thief, client), ole, 'stolen').update, 'stolen-client');
  };

  test('[R12] is known from the log', async () => {
    const one = await guest(IDA);
    const tab = tabOf(one);
    one.sendUpdate(card(tab, ida, 'mine').update);
    await expect.poll(() => acked(one)).toBe(1);
    expect(await restart()).toBe(true);
    await expectKept(tab.clientID);
  });

  test('[R12] is known from what could not be saved and was kept beside it', async () => {
    const one = await guest(IDA);
    server.boardLog.failing = true;
    const tab = tabOf(one);
    one.sendUpdate(card(tab, ida, 'unsaved').update);
    await expect.poll(() => one.messages().some((m) => m.type === 'notice')).toBe(true);
    expect(await restart()).toBe(false);
    await expectKept(tab.clientID);
    expect(await cards()).toEqual(['unsaved']);
  });
});
