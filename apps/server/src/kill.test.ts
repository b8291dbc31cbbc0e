/** The first promise of the product, tried on the real process: an edit that was acknowledged, or seen by anybody, survives. */
import { API, createdBoardSchema } from '@samrejse/model/api/http';
import { openBoard } from '@samrejse/model/document/board';
import { readSnapshot } from '@samrejse/model/document/reads';
import type { Snapshot } from '@samrejse/model/records/snapshot-schema';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { startServerProcess } from '../../../scripts/testing/server-process.ts';
import { writeCard } from '../testing/edits.ts';
import { createRandom } from '../testing/random.ts';
import { acked, connectRaw, type RawClient } from '../testing/raw-client.ts';

const CYCLES = 10;
const WRITERS = 3;
const SEED = 20261122;

test(`[R2] ${CYCLES} times killed at a random moment under load, nothing acknowledged or seen is missing`, {
  timeout: 120_000,
}, async () => {
  const random = createRandom(SEED);
  const server = await startServerProcess();
  try {
    const created = await fetch(`${server.url}${API.boards}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    const { id, links } = v.parse(createdBoardSchema, await created.json());
    const token = new URL(links.participant).hash.slice('#token='.length);
    const enter = async (): Promise<RawClient> => {
      const client = await connectRaw({ url: server.url, board: id, token });
      client.askForAll();
      await expect.poll(() => client.heard.some((frame) => frame.kind === 'step-2')).toBe(true);
      return client;
    };
    const promised = new Set<string>();
    let acknowledged = 0;

    for (let cycle = 0; cycle < CYCLES; cycle++) {
      const [watcher, ...writers] = await Promise.all(Array.from({ length: WRITERS + 1 }, enter));
      const sent = writers.map((): string[] => []);
      const writing = setInterval(() => {
        for (const [i, writer] of writers.entries()) {
          const text = `cycle ${cycle}, writer ${i}, ${sent[i]?.length}`;
          writer.sendUpdate(writeCard(writer.doc, text).update);
          sent[i]?.push(text);
        }
      }, 3);
      const response = fetch(`${server.url}${API.cards(id)}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify({ kind: 'note', text: `request ${cycle}` }),
      }).then(
        (r) => r.status === 201,
        () => false,
      );
      await new Promise((resolve) => setTimeout(resolve, 20 + random.below(300)));
      await server.kill();
      clearInterval(writing);
      await Promise.all([...writers, watcher].map((client) => client?.closed));

      if (await response) promised.add(`request ${cycle}`);
      for (const [i, writer] of writers.entries()) {
        for (const text of sent[i]?.slice(0, acked(writer)) ?? []) promised.add(text);
        acknowledged += acked(writer);
      }
      for (const card of watcher === undefined ? [] : readSnapshot(openBoard(watcher.doc)).cards)
        promised.add(card.text);

      await server.start();
      const answer = await fetch(`${server.url}${API.board(id)}`, { headers: { authorization: `Bearer ${token}` } });
      const kept = new Set(((await answer.json()) as Snapshot).cards.map((card) => card.text));
      expect([...promised].filter((text) => !kept.has(text))).toEqual([]);
    }
    expect(acknowledged).toBeGreaterThan(CYCLES);
  } finally {
    await server.dispose();
  }
});
