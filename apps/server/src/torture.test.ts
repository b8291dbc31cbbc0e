/**
 * Real processes, real connections, a real database, and everything that goes wrong with them, in an order drawn from a
 * seed. What was acknowledged, or shown to anybody, is there after every restart; in the end all have the same; and no
 * server ever held too much or hung. Ten kills here; `KILLS=200` for a night.
 */
import { openBoard } from '@samrejse/model/document/board';
import { readSnapshot } from '@samrejse/model/document/reads';
import { knows } from '@samrejse/model/document/replica';
import { expect, test, vi } from 'vitest';
import type * as Y from 'yjs';
import { startFaultyProcess } from '../testing/faulty-process.ts';
import { createRandom, type Random } from '../testing/random.ts';
import { connectRaw } from '../testing/raw-client.ts';
import { TortureClient } from '../testing/torture-client.ts';

const KILLS = Number(process.env.KILLS ?? 10);
const SEED = Number(process.env.SEED ?? 20261125);
const CLIENTS = 8;
/**
 * With eight people on one board a server holds about 190 MB. The bound on its memory tells a server that grows. The bound
 * on how long it stood still tells only one that hangs: how little time it is given depends on the machine.
 */
const BOUNDS = { rssMb: 400, stallMs: 20_000 };
const STEPS_A_LIFE = { fewest: 20, more: 120 };

type Server = Awaited<ReturnType<typeof startFaultyProcess>>;

/** The board as the server has it, asked for by somebody who has nothing. */
const boardOf = async ({ address }: Server): Promise<Y.Doc> => {
  const client = await connectRaw({ ...address, wire: null });
  client.askForAll();
  // `expect.poll` would keep each board it looked at until the test ends.
  await vi.waitUntil(() => client.heard.some((frame) => frame.kind === 'step-2'), { timeout: 10_000 });
  await client.close();
  return client.doc;
};

const mishap = (random: Random, server: Server, clients: readonly TortureClient[]): void => {
  const client = random.pick(clients);
  const what = random.next();
  if (what < 0.6) client?.edit();
  else if (what < 0.75) for (const each of clients) each.connect();
  else if (what < 0.82) client?.cut();
  else if (what < 0.87) client?.stall();
  else if (what < 0.94) client?.goOn();
  else if (what < 0.98) server.cause({ failing: random.chance(0.4) });
  else server.cause({ clockOffsetMs: random.below(7_200_000) - 3_600_000 });
};

const shown = (doc: Y.Doc): string => JSON.stringify(readSnapshot(openBoard(doc)));

test(`[R2] seed ${SEED}: ${KILLS} deaths, and nothing acknowledged or seen is missing`, {
  timeout: 60_000 + KILLS * 10_000,
}, async () => {
  const random = createRandom(SEED);
  const server = await startFaultyProcess();
  try {
    const owed = new Set<Uint8Array>();
    let heaviest = { rssMb: 0, stallMs: 0 };
    const counts = { acknowledged: 0, seen: 0 };
    const promised = {
      onAcknowledged: (update: Uint8Array) => {
        counts.acknowledged++;
        owed.add(update);
      },
      onSeen: (update: Uint8Array) => {
        counts.seen++;
        owed.add(update);
      },
    };
    const clients = Array.from({ length: CLIENTS }, (_, number) => {
      return new TortureClient({ number, address: server.address, isStock: number % 4 === 3, promised, random });
    });

    for (let death = 0; death < KILLS; death++) {
      for (const client of clients) client.connect();
      const steps = STEPS_A_LIFE.fewest + random.below(STEPS_A_LIFE.more);
      for (let step = 0; step < steps; step++) {
        mishap(random, server, clients);
        await new Promise((resolve) => setTimeout(resolve, random.below(12)));
      }
      const { rssMb, stallMs } = await server.burden();
      heaviest = { rssMb: Math.max(heaviest.rssMb, rssMb), stallMs: Math.max(heaviest.stallMs, stallMs) };
      // Now and then it is asked to go, with a disk that may fail: what it cannot save it keeps beside.
      await server.restart(random.chance(0.2) ? 'SIGTERM' : 'SIGKILL');
      const kept = await boardOf(server);
      expect([...owed].filter((update) => !knows(kept, update))).toEqual([]);
      owed.clear();
    }

    server.cause({ failing: false });
    const allSettled = () => {
      for (const client of clients) {
        client.goOn();
        client.connect();
      }
      return clients.every((client) => client.isAnswered);
    };
    await expect.poll(allSettled, { timeout: 60_000, interval: 50 }).toBe(true);
    const same = async () => {
      const kept = shown(await boardOf(server));
      return clients.filter((client) => shown(client.doc) !== kept).length;
    };
    await expect.poll(same, { timeout: 60_000, interval: 200 }).toBe(0);
    expect(Math.min(counts.acknowledged, counts.seen)).toBeGreaterThan(KILLS);
    expect(heaviest.rssMb).toBeLessThan(BOUNDS.rssMb);
    expect(heaviest.stallMs).toBeLessThan(BOUNDS.stallMs);
  } finally {
    await server.dispose();
  }
});
