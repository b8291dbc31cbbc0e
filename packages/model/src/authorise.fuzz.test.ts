/**
 * Seeded updates of every class, honest and hostile, held against an oracle that looks at what each did.
 * FUZZ_SEEDS=1000 makes 100,000 of them, FUZZ_SEED=42 those of one world alone.
 */
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { catchUp, openWorld, type Person, sitDownAnew, type World } from '../testing/hostile-world.ts';
import { allowsChanges, compareContents, contentsOf, type Seen } from '../testing/oracle.ts';
import { CLASSES } from '../testing/update-classes.ts';
import { authorise } from './authorise.ts';
import { ROLES } from './enumerations.ts';
import { inspectUpdate, type Touched } from './inspect.ts';
import { type Actor, OPEN_RIGHTS, STEP_RIGHTS } from './permission.ts';
import { judgeUpdate } from './replica.ts';

const { FUZZ_SEED, FUZZ_SEEDS } = process.env;
const SEEDS =
  FUZZ_SEED === undefined ? Array.from({ length: Number(FUZZ_SEEDS ?? 80) }, (_, i) => i + 1) : [Number(FUZZ_SEED)];
const UPDATES_A_WORLD = 100;
const TIMEOUT_MS = 60_000 + SEEDS.length * 2_000;

const NAMES = Object.keys(CLASSES);

const anyActor = ({ random }: World, person: Person): Actor => ({
  person: person.name,
  role: random.pick([...ROLES, 'participant', 'participant'] as const) ?? 'participant',
  rights: random.chance(0.3) ? OPEN_RIGHTS : new Set(STEP_RIGHTS.filter(() => random.chance(0.5))),
});

/** What was foreseen, in the oracle's words. */
const asSeen = (touched: readonly Touched[]) =>
  touched.map((t) => [
    `${t.in}/${t.id}`,
    t.created,
    new Map([...t.fields].map(([field, { after }]) => [field, after])),
  ]);

const asForeseen = (seen: readonly Seen[]) =>
  seen.map((s) => [`${s.in}/${s.id}`, s.created, new Map([...s.changed].map((field) => [field, s.now.get(field)]))]);

const inTurn = (list: unknown[][]) => list.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));

interface Outcome {
  readonly allowed: boolean;
  readonly structural: boolean;
}

/** Applies the update to `doc` and compares what became of it with what was foreseen. */
const check = (world: World, doc: Y.Doc, update: Uint8Array, actor: Actor): Outcome => {
  const before = contentsOf(doc);
  const ownerOf = (client: number) => world.owners.get(client) ?? null;
  const structural = judgeUpdate(doc, update);
  const inspected = inspectUpdate(doc, update);
  const decided = authorise(doc, update, actor, ownerOf);
  if (structural !== 'ok' || inspected.verdict !== 'ok') {
    expect([inspected.verdict, decided.verdict]).toEqual([structural, structural]);
    return { allowed: false, structural: true };
  }
  const [snapshot, clocks] = [Y.snapshot(doc), Y.decodeStateVector(Y.encodeStateVector(doc))];
  expect(isDeepStrictEqual(contentsOf(doc), before), 'looking changes nothing').toBe(true);
  Y.applyUpdate(doc, update);
  const changes = compareContents(before, contentsOf(doc));
  const [foreseen, done] = [inTurn(asSeen(inspected.touched)), inTurn(asForeseen(changes))];
  if (!isDeepStrictEqual(foreseen, done)) expect(foreseen).toEqual(done);
  const grown = [...Y.decodeStateVector(Y.encodeStateVector(doc))].filter(([c, clock]) => clock > (clocks.get(c) ?? 0));
  expect(inspected.clients.map(({ client, from, end }) => [client, from, end]).toSorted()).toEqual(
    grown.map(([client, end]) => [client, clocks.get(client) ?? 0, end]).toSorted(),
  );
  const isNews = !Y.equalSnapshots(snapshot, Y.snapshot(doc));
  expect(inspected.known).toBe(!isNews);
  const isOwn = grown.every(([client]) => (ownerOf(client) ?? actor.person) === actor.person);
  const allowed = isOwn && !(actor.role === 'viewer' && isNews) && allowsChanges(actor, changes, before);
  if ((decided.verdict === 'ok') !== allowed) {
    const what = JSON.stringify(
      changes.map((s) => ({ ...s, old: [...s.old], now: [...s.now], changed: [...s.changed] })),
    );
    throw new Error(
      `${JSON.stringify(decided)}, but ${allowed ? 'allowed' : 'forbidden'}: ${what} to ${JSON.stringify([actor.person, actor.role, ...actor.rights])}`,
    );
  }
  return { allowed, structural: false };
};

const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};

/** One update of a class, sent by somebody. */
const attempt = (world: World, name: string): Outcome => {
  const { random } = world;
  const person = random.pick(world.people);
  const generate = CLASSES[name];
  if (person === undefined || generate === undefined) throw new Error(`no class ${name}`);
  if (random.chance(0.6)) catchUp(world, person);
  const update = generate(world, person);
  // Where two write under one client id, no replica can be put together again.
  const onCopy = name === 'another’s client id' || name === 'damaged';
  const outcome = check(world, onCopy ? copyOf(world.hub) : world.hub, update, anyActor(world, person));
  if (outcome.structural || onCopy) sitDownAnew(world, person);
  return outcome;
};

interface Count {
  count: number;
  allowed: number;
  forbidden: number;
  /** Refused for its shape, before anybody asks who may. */
  shape: number;
}

describe('authorise', () => {
  test(
    '[P12] [P11] what is allowed is what the oracle allows, and what is foreseen is what happens',
    () => {
      const counts = new Map(
        NAMES.map((name): [string, Count] => [name, { count: 0, allowed: 0, forbidden: 0, shape: 0 }]),
      );
      for (const seed of SEEDS) {
        const world = openWorld(seed);
        for (let i = 0; i < UPDATES_A_WORLD; i++) {
          const name = NAMES[(seed * UPDATES_A_WORLD + i) % NAMES.length] ?? '';
          try {
            const outcome = attempt(world, name);
            const count = counts.get(name);
            if (count === undefined) continue;
            count.count++;
            if (outcome.structural) count.shape++;
            else if (outcome.allowed) count.allowed++;
            else count.forbidden++;
          } catch (cause) {
            throw new Error(`seed ${seed} (alone: FUZZ_SEED=${seed}), update ${i}, ${name}: ${String(cause)}`, {
              cause,
            });
          }
        }
        for (const { doc } of world.people) doc.destroy();
      }
      const rows = [...counts].map(
        ([name, c]) =>
          `${name.padEnd(36)}${[c.count, c.allowed, c.forbidden, c.shape].map((n) => String(n).padStart(9)).join('')}`,
      );
      process.stdout.write(`${['class count allowed forbidden shape', ...rows].join('\n')}\n`);
    },
    TIMEOUT_MS,
  );
});
