/** Updates put together byte by byte about structs that the hub holds, of a form that Yjs would never write. */
import * as Y from 'yjs';
import { isForGood } from '../src/checks/shape.ts';
import { type CraftedItem, type CraftedUpdate, craft, type Id } from './craft.ts';
import { type Generate, NOTHING, type World } from './hostile-world.ts';
import { anyValue } from './raw-writes.ts';
import { verdictOn } from './verdict.ts';

const structsOf = (doc: Y.Doc): (Y.Item | Y.GC)[] => [...doc.store.clients.values()].flat();

const anyStruct = <S extends Y.Item | Y.GC>(
  { random }: World,
  structs: readonly (Y.Item | Y.GC)[],
  is: (struct: Y.Item | Y.GC) => struct is S,
): S | undefined => random.pick(structs.filter(is));

const isItem = (struct: Y.Item | Y.GC): struct is Y.Item => struct instanceof Y.Item;
const isLetters = (struct: Y.Item | Y.GC): struct is Y.Item =>
  struct instanceof Y.Item && struct.content instanceof Y.ContentString;
const isValue = (struct: Y.Item | Y.GC): struct is Y.Item => struct instanceof Y.Item && struct.parentSub !== null;
const isGone = (struct: Y.Item | Y.GC): struct is Y.Item | Y.GC => struct.deleted;

const idIn = ({ random }: World, { id, length }: Y.Item | Y.GC): Id => [id.client, id.clock + random.below(length)];

/** A client id that nobody has used, below or above all others, or among them. */
const freshClient = ({ random }: World): number =>
  random.pick([1 + random.below(50), random.below(2 ** 32), 2 ** 32 + random.below(2 ** 20)]) ?? 1;

const anyContent = (world: World, key: string | null): CraftedItem['content'] => {
  const { random } = world;
  if (random.chance(0.15)) return { deleted: 1 + random.below(3) };
  if (key === null) return { text: random.pick(['x', 'ab', '🙂', 'a🙂b']) ?? 'x' };
  const values = [anyValue(world, key, null), anyValue(world, key, null)];
  return random.chance(0.1) ? { type: random.chance(0.5) ? 'text' : 'map' } : { values: values.slice(random.below(2)) };
};

/** An item beside another, before it, or between two, when the rest of their list has changed since. */
const besides = (world: World, item: Y.Item | Y.GC, key: string | null): CraftedItem => {
  const { random } = world;
  const content = anyContent(world, key);
  const origin = idIn(world, item);
  const next = item instanceof Y.Item ? item.right : null;
  const right = next === null ? origin : idIn(world, next);
  return random.pick<CraftedItem>([
    { origin, content },
    { right: origin, content },
    next === null ? { origin, content } : { origin, right, content },
  ]) as CraftedItem;
};

const crafted = (world: World, update: Omit<CraftedUpdate, 'sections'> & { structs: readonly CraftedItem[] }) =>
  craft({
    sections: update.structs.length === 0 ? [] : [{ client: freshClient(world), structs: update.structs }],
    ...(update.deletions === undefined ? {} : { deletions: update.deletions }),
  });

/** A struct that the hub knows, sent again as if it stood elsewhere: in the middle of a surrogate pair, if possible. */
export const knownElsewhere: Generate = (world) => {
  const structs = structsOf(world.hub);
  const known = anyStruct(world, structs, isItem);
  const smiling = structs.filter(
    (struct) =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentString && struct.content.str.includes('🙂'),
  );
  const at = anyStruct(world, world.random.chance(0.7) ? smiling : structs, isLetters);
  if (known === undefined || at === undefined) return NOTHING;
  const content = { text: 'x'.repeat(known.length) };
  const item = world.random.chance(0.5) ? { origin: idIn(world, at), content } : { right: idIn(world, at), content };
  return craft({ sections: [{ client: known.id.client, clock: known.id.clock, structs: [item] }] });
};

/** Deletions that begin and end in the middle of items, and mostly spare records and texts. */
export const straddle: Generate = (world) => {
  const { random, hub } = world;
  const structs = structsOf(hub);
  const isFor = (client: number, from: number, end: number) =>
    structs.some(
      (struct) =>
        isForGood(struct) &&
        struct.id.client === client &&
        struct.id.clock < end &&
        struct.id.clock + struct.length > from,
    );
  const deletions = Array.from({ length: 1 + random.below(3) }, () => {
    const item = anyStruct(world, structs, random.chance(0.6) ? isLetters : isValue) ?? structs[0];
    const { client, clock } = item?.id ?? Y.createID(0, 0);
    const from = Math.max(0, clock + random.below((item?.length ?? 1) + 2) - 1);
    const end = Math.min(Y.getState(hub.store, client), from + 1 + random.below(random.chance(0.8) ? 4 : 30));
    return { client, clock: from, length: Math.max(1, end - from) };
  });
  const gentle = deletions.filter(({ client, clock, length }) => !isFor(client, clock, clock + length));
  return crafted(world, { structs: [], deletions: random.chance(0.1) ? deletions : gentle });
};

export const besideGarbage: Generate = (world) => {
  const gone = anyStruct(world, structsOf(world.hub), isGone);
  if (gone === undefined) return NOTHING;
  const key = gone instanceof Y.Item ? gone.parentSub : null;
  const structs = [besides(world, gone, key), { parent: idIn(world, gone), key: 'place', content: { values: [1] } }];
  const text: CraftedItem = { parent: idIn(world, gone), content: { text: 'x' } };
  return crafted(world, { structs: [...structs, text].filter(() => world.random.chance(0.6)) });
};

export const loser: Generate = (world) => {
  const { random } = world;
  const structsThere = structsOf(world.hub);
  // Seldom a record or text: nothing may be written over it.
  const value = anyStruct(
    world,
    structsThere.filter((struct) => !isForGood(struct) || random.chance(0.05)),
    isValue,
  );
  if (value === undefined || !(value.parent instanceof Y.AbstractType)) return NOTHING;
  const key = value.parentSub ?? 'place';
  const holder = value.parent._item;
  const root = [...world.hub.share].find(([, type]) => type === value.parent)?.[0];
  const parent: string | Id = holder === null ? (root ?? 'meta') : [holder.id.client, holder.id.clock];
  const first: CraftedItem = { parent, key, content: anyContent(world, key) };
  const client = freshClient(world);
  const structs = random.chance(0.5) ? [first] : [besides(world, value, key)];
  // The first as if it had been the last, and the second before one that was the last for a long time.
  const end = structs.reduce((sum, { content }) => sum + ('values' in content ? content.values.length : 1), 0);
  const old = value.left === null || random.chance(0.5) ? null : idIn(world, value.left);
  const next: CraftedItem = { origin: [client, end - 1], content: anyContent(world, key) };
  if (random.chance(0.3)) structs.push(old === null ? next : { ...next, right: old });
  const deletions = random.chance(0.2) ? [{ client, clock: 0, length: 1 }] : [];
  const rival = { client: client + 1 + random.below(2 ** 20), structs: [first] };
  return craft({ sections: [{ client, structs }, ...(random.chance(0.3) ? [rival] : [])], deletions });
};

/** A run of values of which the hub has the first, sent whole as if it stood elsewhere. */
export const valuesGoOn: Generate = (world) => {
  const { random, hub } = world;
  const value = anyStruct(world, structsOf(hub), isValue);
  const client = freshClient(world);
  if (value === undefined || isForGood(value) || Y.getState(hub.store, client) > 0) return NOTHING;
  const [first, origin] = [anyValue(world, 'place', null), idIn(world, value)];
  const known = craft({ sections: [{ client, structs: [{ origin, content: { values: [first] } }] }] });
  if (verdictOn(hub, known) === 'ok') Y.applyUpdate(hub, known);
  const last = value.parent instanceof Y.AbstractType ? value.parent._map.get(value.parentSub ?? '') : undefined;
  const elsewhere = last !== undefined && random.chance(0.7) ? idIn(world, last) : origin;
  const content = { values: [first, anyValue(world, 'place', null)] };
  return craft({ sections: [{ client, structs: [{ origin: elsewhere, content }] }] });
};

export const amongLetters: Generate = (world) => {
  const { random } = world;
  const letters = anyStruct(world, structsOf(world.hub), isLetters);
  if (letters === undefined) return NOTHING;
  const structs = Array.from({ length: 1 + random.below(3) }, () => besides(world, letters, null));
  const { client, clock } = letters.id;
  return crafted(world, { structs, deletions: random.chance(0.3) ? [{ client, clock, length: 1 }] : [] });
};
