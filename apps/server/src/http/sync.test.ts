import { API } from '@samrejse/model/api';
import { CLOSE } from '@samrejse/model/wire';
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { cardTexts, writeCard } from '../../testing/edits.ts';
import { acked, connectRaw, type RawClient, refusals, upgradeStatus } from '../../testing/raw-client.ts';
import { type LimitChanges, startTestServer, type TestBoard, type TestServer } from '../../testing/test-server.ts';

let server: TestServer;
let board: TestBoard;
const start = async (limits: LimitChanges = {}) => {
  server = await startTestServer({ limits });
  board = await server.createBoard();
};
beforeEach(() => start());
afterEach(() => server.dispose());

type Role = 'facilitator' | 'participant' | 'viewer';
const address = (role: Role) => ({ url: server.url, board: board.id, token: board.tokens[role] });

const join = async (role: Role, wire: string | null = '1'): Promise<RawClient> => {
  const client = await connectRaw({ ...address(role), wire });
  client.askForAll();
  await expect.poll(() => client.heard.some((frame) => frame.kind === 'step-2')).toBe(true);
  return client;
};

const cards = async (): Promise<string[]> => {
  const response = await server.request(API.board(board.id), { token: board.tokens.viewer });
  return ((await response.json()) as { cards: { text: string }[] }).cards.map((card) => card.text).sort();
};

/** Everything sent before this has been dealt with: the answer to a clock comes after it. */
const settled = async (client: RawClient) => {
  const sentAt = Math.random();
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 100);
  encoding.writeVarString(encoder, JSON.stringify({ type: 'clock', sentAt }));
  client.send(encoding.toUint8Array(encoder));
  await expect.poll(() => client.messages().some((m) => m.type === 'clock' && m.sentAt === sentAt)).toBe(true);
};

describe('the door', () => {
  test.each([
    ['no token', ''],
    ['a wrong token', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ])('%s: a real 401, before any room exists', async (_, token) => {
    expect(await upgradeStatus({ url: server.url, board: board.id, token })).toBe(401);
    expect(server.hub.peek(board.id)).toBeNull();
  });

  test('the link of another board does not open this one', async () => {
    const other = await server.createBoard();
    expect(await upgradeStatus({ ...address('viewer'), token: other.tokens.facilitator })).toBe(401);
    expect(server.hub.peek(board.id)).toBeNull();
  });

  test.each([
    ['http://evil.example', 403],
    ['null', 403],
  ])('a page of another site (%s) is refused', async (origin, status) => {
    expect(await upgradeStatus({ ...address('viewer'), headers: { origin } })).toBe(status);
    expect(server.hub.peek(board.id)).toBeNull();
  });

  test('our own page and programs without a page come in', async () => {
    expect(await upgradeStatus({ ...address('viewer'), headers: { origin: server.url } })).toBe(101);
    expect(await upgradeStatus(address('viewer'))).toBe(101);
  });

  test('another version of our messages is told so, permanently', async () => {
    const client = await connectRaw({ ...address('viewer'), wire: '99' });
    expect(await client.closed).toBe(CLOSE.wireVersion);
  });

  test('a board takes so many people and no more', async () => {
    await server.dispose();
    await start({ peersPerBoard: 2 });
    await join('viewer');
    await join('viewer');
    expect(await (await connectRaw(address('viewer'))).closed).toBe(1013);
  });

  test('a plain GET is no way in', async () => {
    const response = await server.request(`/sync/${board.id}?token=${board.tokens.viewer}`);
    expect(response.status).toBe(400);
  });

  test('many who come at once load the board once', async () => {
    let loads = 0;
    const { load } = server.boardLog;
    Object.assign(server.boardLog, {
      load: (id: typeof board.id) => {
        loads++;
        return load(id);
      },
    });
    await Promise.all(Array.from({ length: 12 }, () => join('participant')));
    expect(loads).toBe(1);
  });
});

describe('editing', () => {
  test('welcomes first, and gives what the board holds', async () => {
    const client = await join('viewer');
    expect(client.heard[0]?.kind).toBe('ours');
    expect(client.messages()[0]).toMatchObject({ type: 'welcome', role: 'viewer', session: { state: 'idle' } });
    expect(client.doc.getMap('phases').size).toBe(5);
  });

  test('an edit is acknowledged to its author and sent to the others', async () => {
    const [anna, bo] = [await join('participant'), await join('participant')];
    anna.sendUpdate(writeCard(anna.doc, 'queue at the door').update);
    await expect.poll(() => acked(anna)).toBe(1);
    await expect.poll(() => cardTexts(bo.doc)).toEqual(['queue at the door']);
    expect(anna.heard.some((frame) => frame.kind === 'update')).toBe(false);
    expect(refusals(anna)).toEqual([]);
    expect(await cards()).toEqual(['queue at the door']);
  });

  test('edits made offline come up in the SyncStep2 that the server asks for', async () => {
    const anna = await join('participant');
    await anna.close();
    writeCard(anna.doc, 'on the train');
    const again = await connectRaw(address('participant'));
    await expect.poll(() => again.heard.some((frame) => frame.kind === 'step-1')).toBe(true);
    const asked = again.heard.find((frame) => frame.kind === 'step-1');
    again.sendStepTwo(Y.encodeStateAsUpdate(anna.doc, asked?.kind === 'step-1' ? asked.bytes : undefined));
    await expect.poll(() => acked(again)).toBe(1);
    expect(await cards()).toEqual(['on the train']);
  });

  test('what is known already is acknowledged, and not logged again', async () => {
    const anna = await join('participant');
    const { update } = writeCard(anna.doc, 'once');
    for (let i = 0; i < 3; i++) anna.sendUpdate(update);
    anna.sendStepTwo(Uint8Array.of(0, 0));
    await expect.poll(() => acked(anna)).toBe(4);
    expect((await server.boardLog.since(board.id, 1)).updates).toHaveLength(1);
  });

  test('a stock client hears nothing of ours', async () => {
    const stock = await join('participant', null);
    const anna = await join('participant');
    stock.sendUpdate(writeCard(stock.doc, 'a').update);
    stock.sendUpdate(Uint8Array.of(1, 2, 3));
    await expect.poll(() => cardTexts(anna.doc)).toEqual(['a']);
    expect(stock.messages()).toEqual([]);
  });
});

describe('a viewer', () => {
  test('is not asked for edits', async () => {
    const client = await join('viewer');
    expect(client.heard.some((frame) => frame.kind === 'step-1')).toBe(false);
  });

  test('changes nothing by any frame', async () => {
    const [viewer, anna] = [await join('viewer'), await join('participant')];
    const { update } = writeCard(viewer.doc, 'graffiti');
    viewer.sendUpdate(update);
    viewer.sendStepTwo(update);
    viewer.sendStepTwo(Y.encodeStateAsUpdate(viewer.doc));
    viewer.sendUpdate(Uint8Array.of(9, 9, 9));
    await expect.poll(() => refusals(viewer)).toEqual([1, 2, 3, 4].map((frame) => ({ frame, reason: 'forbidden' })));
    expect(await cards()).toEqual([]);
    expect(cardTexts(anna.doc)).toEqual([]);
    expect((await server.boardLog.since(board.id, 0)).seq).toBe(1);
  });

  test('may say what is known already, and nothing at all', async () => {
    const viewer = await join('viewer');
    viewer.sendStepTwo(Y.encodeStateAsUpdate(viewer.doc));
    viewer.sendStepTwo(Uint8Array.of(0, 0));
    await settled(viewer);
    expect(refusals(viewer)).toEqual([]);
  });

  test('cannot delete by a bare delete set', async () => {
    const anna = await join('participant');
    anna.sendUpdate(writeCard(anna.doc, 'stays').update);
    await expect.poll(() => acked(anna)).toBe(1);
    const viewer = await join('viewer');
    const before = Y.encodeStateVector(viewer.doc);
    viewer.doc.getMap('cards').clear();
    viewer.sendUpdate(Y.encodeStateAsUpdate(viewer.doc, before));
    await expect.poll(() => refusals(viewer)).toEqual([{ frame: 1, reason: 'forbidden' }]);
    expect(await cards()).toEqual(['stays']);
  });
});

describe('a frame that is refused', () => {
  /** Sends it between two good edits: those count, it does not, and nobody hears of it. */
  const between = async (update: (doc: Y.Doc) => Uint8Array, reason: string) => {
    const [anna, bo] = [await join('participant'), await join('participant')];
    const own = new Y.Doc();
    Y.applyUpdate(own, Y.encodeStateAsUpdate(anna.doc));
    anna.sendUpdate(writeCard(anna.doc, 'before').update);
    anna.sendUpdate(update(own));
    anna.sendUpdate(writeCard(anna.doc, 'after').update);
    await expect.poll(() => acked(anna)).toBe(3);
    expect(refusals(anna)).toEqual([{ frame: 2, reason }]);
    await expect.poll(() => cardTexts(bo.doc)).toEqual(['after', 'before']);
    expect(await cards()).toEqual(['after', 'before']);
    const log = await server.boardLog.load(board.id);
    const kept = new Y.Doc();
    for (const logged of log?.updates ?? []) Y.applyUpdate(kept, logged);
    expect(cardTexts(kept)).toEqual(['after', 'before']);
  };

  test('malformed', () => between(() => Uint8Array.of(1, 1, 200, 7, 0, 4), 'malformed'));

  test('malformed: empty bytes', () => between(() => new Uint8Array(), 'malformed'));

  test('missing: it builds on what the server never had', () =>
    between((doc) => {
      writeCard(doc, 'never sent');
      return writeCard(doc, 'orphan').update;
    }, 'missing'));

  test('forbidden: it writes outside the board', () =>
    between((doc) => {
      const before = Y.encodeStateVector(doc);
      doc.getMap('hidden').set('x', 1);
      return Y.encodeStateAsUpdate(doc, before);
    }, 'forbidden'));

  test('too-large: a text over its limit', () =>
    between((doc) => {
      const before = Y.encodeStateVector(doc);
      (doc.getMap('meta').get('title') as Y.Text).insert(0, 'x'.repeat(9_000));
      return Y.encodeStateAsUpdate(doc, before);
    }, 'too-large'));

  test('too-large: the frame itself', async () => {
    await server.dispose();
    await start({ updateBytes: 2_000 });
    await between((doc) => {
      const before = Y.encodeStateVector(doc);
      for (let i = 0; i < 20; i++) writeCard(doc, 'x'.repeat(200));
      return Y.encodeStateAsUpdate(doc, before);
    }, 'too-large');
  });

  test('board-full: over the limit nothing is added, by socket or request', async () => {
    await server.dispose();
    await start({ boardBytes: 9_000 });
    const anna = await join('participant');
    let sent = 0;
    while (sent < 40) {
      anna.sendUpdate(writeCard(anna.doc, 'x'.repeat(300)).update);
      sent++;
    }
    await expect.poll(() => acked(anna)).toBe(sent);
    expect(refusals(anna)[0]?.reason).toBe('board-full');
    const kept = await cards();
    expect(kept.length).toBeGreaterThan(2);
    expect(kept.length).toBeLessThan(40);
    const log = await server.boardLog.load(board.id);
    expect(log?.updates.reduce((sum, update) => sum + update.byteLength, 0)).toBeLessThan(9_000 + 1_000);
  });

  test('missing: the server asks for the rest, and gets it', async () => {
    const [anna, bo] = [await join('participant'), await join('participant', null)];
    for (const client of [anna, bo]) {
      writeCard(client.doc, 'lost on the way');
      const before = client.heard.filter((frame) => frame.kind === 'step-1').length;
      client.sendUpdate(writeCard(client.doc, 'arrived').update);
      await expect.poll(() => client.heard.filter((frame) => frame.kind === 'step-1').length).toBe(before + 1);
      const asked = client.heard.findLast((frame) => frame.kind === 'step-1');
      client.sendStepTwo(Y.encodeStateAsUpdate(client.doc, asked?.kind === 'step-1' ? asked.bytes : undefined));
    }
    await expect.poll(cards).toEqual(['arrived', 'arrived', 'lost on the way', 'lost on the way']);
    expect(refusals(anna)).toEqual([{ frame: 1, reason: 'missing' }]);
  });

  test('missing: a client that does not have the rest either is not asked in a circle', async () => {
    const anna = await join('participant');
    writeCard(anna.doc, 'lost');
    const { update } = writeCard(anna.doc, 'orphan');
    for (let i = 0; i < 50; i++) anna.sendUpdate(update);
    await expect.poll(() => refusals(anna).length).toBe(50);
    await settled(anna);
    expect(anna.heard.filter((frame) => frame.kind === 'step-1').length).toBeLessThanOrEqual(2);
  });

  test('too-fast: over the rate of a script, and asked for again when it has calmed down', async () => {
    await server.dispose();
    await start({ frames: { perSecond: 20, burst: 5 }, resyncAfterMs: 300 });
    const anna = await join('participant');
    for (let i = 0; i < 10; i++) anna.sendUpdate(writeCard(anna.doc, `card ${i}`).update);
    await expect.poll(() => acked(anna)).toBe(10);
    expect(refusals(anna).map((r) => r.reason)).toContain('too-fast');
    await expect.poll(() => anna.heard.filter((frame) => frame.kind === 'step-1').length).toBeGreaterThan(1);
    const asked = anna.heard.findLast((frame) => frame.kind === 'step-1');
    anna.sendStepTwo(Y.encodeStateAsUpdate(anna.doc, asked?.kind === 'step-1' ? asked.bytes : undefined));
    await expect.poll(async () => (await cards()).length).toBe(10);
  });

  test('who asks for everything again and again is answered, but not each time', async () => {
    const anna = await join('participant');
    for (let i = 0; i < 200; i++) anna.askForAll();
    await settled(anna);
    const answers = () => anna.heard.filter((frame) => frame.kind === 'step-2').length;
    expect(answers()).toBeLessThan(40);
    anna.sendUpdate(writeCard(anna.doc, 'meanwhile').update);
    await expect.poll(() => acked(anna)).toBe(1);
  });

  test('far over any rate the line is cut', async () => {
    await server.dispose();
    await start({ anyFrames: { perSecond: 10, burst: 20 } });
    const anna = await join('participant');
    for (let i = 0; i < 40; i++) anna.askForAll();
    expect(await anna.closed).toBe(CLOSE.overloaded);
  });
});

describe('what is no message of the protocol', () => {
  const nothing = [
    ['an unknown type', Uint8Array.of(77)],
    ['a sync frame cut short', Uint8Array.of(0, 2, 100, 1)],
    ['an unknown sync step', Uint8Array.of(0, 9, 0)],
    ['a state vector that is none', Uint8Array.of(0, 0, 2, 200, 200)],
    ['an awareness update cut short', Uint8Array.of(1, 3, 5, 5, 5)],
    ['one of our own that says nothing we know', Uint8Array.of(100, 2, 123, 125)],
    ['no bytes', new Uint8Array()],
  ] as const;

  test.each(nothing)('%s closes the line', async (_, bytes) => {
    const anna = await join('participant');
    anna.send(bytes);
    expect(await anna.closed).toBe(CLOSE.protocol);
  });

  test('text closes the line', async () => {
    const anna = await join('participant');
    anna.sendText('hello');
    expect(await anna.closed).toBe(CLOSE.protocol);
  });

  test('a frame over all limits closes the line', async () => {
    await server.dispose();
    await start({ frameBytes: 10_000 });
    const anna = await join('participant');
    anna.send(new Uint8Array(20_000));
    expect(await anna.closed).toBe(1009);
  });
});

test('a revoked link closes its open lines within a second, and opens nothing any more', async () => {
  const [anna, viewer] = [await join('participant'), await join('viewer')];
  const old = await server.links.revoke(board.id, 'participant', Date.now());
  server.hub.peek(board.id)?.dismissLink(old ?? '');
  expect(await anna.closed).toBe(CLOSE.revoked);
  expect(await upgradeStatus(address('participant'))).toBe(401);
  await settled(viewer);
  const fresh = new URL((await server.links.urls(board.id)).participant).hash.slice('#token='.length);
  expect(fresh).not.toBe(board.tokens.participant);
  expect(await upgradeStatus({ ...address('participant'), token: fresh })).toBe(101);
});
