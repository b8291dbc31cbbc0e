/**
 * Seeded updates of every class, honest and hostile, compared with an oracle that looks at what each update did.
 * FUZZ_SEEDS=1000 makes 100,000 updates, FUZZ_SEED=42 those of one world alone.
 */
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { catchUp, openWorld, type Person, sitDownAnew, type World } from '../../testing/hostile-world.ts';
import { allowsChanges, compareContents, contentsOf, makerOf, type Seen } from '../../testing/oracle.ts';
import { seeds } from '../../testing/runs.ts';
import { CLASSES } from '../../testing/update-classes.ts';
import { verdictOn } from '../../testing/verdict.ts';
import { type Actor, OPEN_RIGHTS, RIGHTS } from '../rights/permission.ts';
import { ROLES } from '../words/roles.ts';
import { authorise } from './authorise.ts';
import { inspectUpdate, type Touched } from './inspect.ts';

const SEEDS = seeds(24);
const UPDATES_A_WORLD = 100;
const TIMEOUT_MS = 60_000 + SEEDS.length * 2_000;

const NAMES = Object.keys(CLASSES);

const anyActor = ({ random }: World, person: Person): Actor => ({
  person: person.name,
  role: random.pick([...ROLES, 'participant', 'participant'] as const) ?? 'participant',
  rights: random.chance(0.3) ? OPEN_RIGHTS : new Set(RIGHTS.filter(() => random.chance(0.5))),
});

const inTurn = (list: unknown[][]) => list.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));

/** The changes that were foreseen, in the form of the changes that were seen. */
const asForeseen = (touched: readonly Touched[]) =>
  inTurn(touched.map((t) => [`${t.in}/${t.id}`, t.created, t.maker, new Map(t.fields)]));

const asSeen = (seen: readonly Seen[]) =>
  inTurn(
    seen.map((s) => {
      const fields = [...s.changed].map(
        (field) => [field, { before: s.old.get(field), after: s.now.get(field) }] as const,
      );
      return [`${s.in}/${s.id}`, s.created, makerOf(s), new Map(fields)];
    }),
  );

const clocksOf = (doc: Y.Doc): Map<number, number> => Y.decodeStateVector(Y.encodeStateVector(doc));

type Outcome = 'allowed' | 'forbidden' | 'shape';

/** Applies the update to `doc` and expects its effect to be the foreseen one, and the decision on it to be right. */
const check = (world: World, doc: Y.Doc, update: Uint8Array, actor: Actor): Outcome => {
  const ownerOf = (client: number) => world.owners.get(client) ?? null;
  const [before, snapshot, clocks] = [contentsOf(doc), Y.snapshot(doc), clocksOf(doc)];
  const shape = verdictOn(doc, update);
  const inspected = inspectUpdate(doc, update);
  const decided = authorise(doc, update, actor, ownerOf);
  expect(Y.equalSnapshots(snapshot, Y.snapshot(doc)) && isDeepStrictEqual(contentsOf(doc), before)).toBe(true);
  if (shape !== 'ok' || inspected.verdict !== 'ok') {
    expect([inspected.verdict, decided.verdict]).toEqual([shape, shape]);
    return 'shape';
  }
  Y.applyUpdate(doc, update);
  const changes = compareContents(before, contentsOf(doc));
  const [foreseen, seen] = [asForeseen(inspected.touched), asSeen(changes)];
  // Vitest's own comparison takes −0 for 0, and is slow.
  if (!isDeepStrictEqual(foreseen, seen)) expect(foreseen, 'foreseen').toStrictEqual(seen);
  const grown = [...clocksOf(doc)].filter(([client, end]) => end > (clocks.get(client) ?? 0));
  const ranges = inspected.clients.map(({ client, from, end }) => [client, from, end]);
  expect(inTurn(ranges)).toEqual(inTurn(grown.map(([client, end]) => [client, clocks.get(client) ?? 0, end])));
  const isNews = !Y.equalSnapshots(snapshot, Y.snapshot(doc));
  expect(inspected.known).toBe(!isNews);
  const isOwn = grown.every(([client]) => (ownerOf(client) ?? actor.person) === actor.person);
  const isAllowed = isOwn && !(actor.role === 'viewer' && isNews) && allowsChanges(actor, changes, before);
  expect(decided.verdict, JSON.stringify([{ ...actor, rights: [...actor.rights] }, changes.map((s) => s.id)])).toBe(
    isAllowed ? 'ok' : 'forbidden',
  );
  return isAllowed ? 'allowed' : 'forbidden';
};

const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};

/** Classes that write under another person's client id: after that no two replicas could be merged. */
const ON_A_COPY = ['another’s client id', 'damaged'];

/** Sends one update of a class in the name of a random person. */
const attempt = (world: World, name: string): Outcome => {
  const { random } = world;
  const person = random.pick(world.people);
  const generate = CLASSES[name];
  if (person === undefined || generate === undefined) throw new Error(`no class ${name}`);
  if (random.chance(0.6)) catchUp(world, person);
  const update = generate(world, person);
  const onCopy = ON_A_COPY.includes(name);
  const outcome = check(world, onCopy ? copyOf(world.hub) : world.hub, update, anyActor(world, person));
  if (outcome === 'shape' || onCopy) sitDownAnew(world, person);
  return outcome;
};

const tableOf = (counts: ReadonlyMap<string, Readonly<Record<Outcome, number>>>): string => {
  const cells = (values: readonly unknown[]) => values.map((value) => String(value).padStart(10)).join('');
  const rows = [...counts].map(([name, { allowed, forbidden, shape }]) => {
    return name.padEnd(36) + cells([allowed + forbidden + shape, allowed, forbidden, shape]);
  });
  return ['class'.padEnd(36) + cells(['count', 'allowed', 'forbidden', 'shape']), ...rows, ''].join('\n');
};

describe('authorise', () => {
  test(
    '[P11] [P12] what is foreseen is what happens, and allowed is what an oracle allows that has seen it',
    () => {
      const counts = new Map(NAMES.map((name) => [name, { allowed: 0, forbidden: 0, shape: 0 }]));
      for (const seed of SEEDS) {
        const world = openWorld(seed);
        for (let i = 0; i < UPDATES_A_WORLD; i++) {
          const name = NAMES[(seed * UPDATES_A_WORLD + i) % NAMES.length] ?? '';
          try {
            const count = counts.get(name);
            if (count !== undefined) count[attempt(world, name)]++;
          } catch (cause) {
            const where = `seed ${seed} (alone: FUZZ_SEED=${seed}), update ${i}, ${name}`;
            throw new Error(`${where}: ${String(cause)}`, { cause });
          }
        }
      }
      process.stdout.write(tableOf(counts));
    },
    TIMEOUT_MS,
  );
});
