/**
 * Updates as they may come to a server, by class: from our own client, from a stock one with ideas of its own, and
 * crafted byte by byte. Each is drawn from a world of people at replicas of one board, which goes on with what was sent.
 */
import * as Y from 'yjs';
import { type Author, type Board, COLLECTIONS, openBoard, REGISTERS } from '../src/board.ts';
import { CARD_KINDS } from '../src/enumerations.ts';
import { type History, openHistory } from '../src/history.ts';
import { type CraftedItem, type CraftedUpdate, craft, type Id } from './craft.ts';
import { damaged, noise } from './garbage.ts';
import { type Random, seededAuthor, seededDoc, seededRandom } from './random.ts';
import { randomEdit } from './random-edit.ts';
import { smallBoard } from './small-board.ts';

export interface Person {
  readonly name: string;
  doc: Y.Doc;
  board: Board;
  author: Author;
  history: History;
}

export interface World {
  readonly random: Random;
  readonly hub: Y.Doc;
  readonly people: readonly Person[];
  /** Whose a Yjs client id is. */
  readonly owners: Map<number, string>;
}

const sit = (world: Pick<World, 'random' | 'hub' | 'owners'>, name: string): Omit<Person, 'name'> => {
  const doc = seededDoc(world.random);
  world.owners.set(doc.clientID, name);
  const board = openBoard(doc);
  const author = seededAuthor(world.random, name);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(world.hub));
  return { doc, board, author, history: openHistory(board, author) };
};

/** A new tab: what the old one held that the hub has not is given up. */
export const sitDownAnew = (world: World, person: Person): void => {
  person.history.close();
  person.doc.destroy();
  Object.assign(person, sit(world, person.name));
};

export const catchUp = (world: World, person: Person): void =>
  Y.applyUpdate(person.doc, Y.encodeStateAsUpdate(world.hub, Y.encodeStateVector(person.doc)));

/** What is new in a document after an edit, as its provider would send it. */
const written = (doc: Y.Doc, edit: () => void): Uint8Array => {
  const updates: Uint8Array[] = [];
  const listen = (update: Uint8Array) => void updates.push(update);
  doc.on('update', listen);
  edit();
  doc.off('update', listen);
  return Y.mergeUpdates(updates.length === 0 ? [Uint8Array.of(0, 0)] : updates);
};

/** Two made a record under one id at once: one of them, and all in it, is gone and collected. */
const leaveGarbage = ({ random, hub }: Pick<World, 'random' | 'hub'>): void => {
  for (const name of ['bo', 'cecilie']) {
    const doc = seededDoc(random);
    const map = new Y.Map<unknown>();
    doc.getMap('cards').set('twice', map);
    map.set('createdBy', name);
    map.set('text', new Y.Text(`${name}'s 🙂 words`));
    map.set('deleted', false);
    Y.applyUpdate(hub, Y.encodeStateAsUpdate(doc));
  }
};

/** Anna leads; Bo and Cecilie take part; Dag watches. */
export const PEOPLE = ['anna', 'bo', 'cecilie', 'dag'] as const;

export const openWorld = (seed: number): World => {
  const random = seededRandom(seed);
  const hub = smallBoard(seed).board.doc;
  const owners = new Map([[hub.clientID, 'anna']]);
  leaveGarbage({ random, hub });
  const people = PEOPLE.map((name): Person => ({ name, ...sit({ random, hub, owners }, name) }));
  const world: World = { random, hub, people, owners };
  for (let edits = 25; edits > 0; edits--) {
    const person = random.pick(people.slice(0, 3));
    if (person === undefined) continue;
    if (random.chance(0.6)) catchUp(world, person);
    Y.applyUpdate(
      hub,
      written(person.doc, () => void randomEdit({ ...person, random })),
    );
  }
  for (const person of people) if (random.chance(0.7)) catchUp(world, person);
  return world;
};

type Generate = (world: World, person: Person) => Uint8Array;

const anyName = ({ random }: World): string => random.pick(PEOPLE) ?? 'bo';

const anyRecord = ({ random }: World, doc: Y.Doc): Y.Map<unknown> | undefined => {
  const name = random.chance(0.6) ? 'cards' : (random.pick(COLLECTIONS) ?? 'cards');
  const records = [...doc.getMap(name).values()].filter((record) => record instanceof Y.Map);
  return random.pick(records);
};

const anyText = (world: World, doc: Y.Doc): Y.Text | undefined => {
  const texts = world.random.chance(0.1)
    ? [...doc.getMap('meta').values()]
    : [...(anyRecord(world, doc)?.values() ?? [])];
  return world.random.pick(texts.filter((text) => text instanceof Y.Text));
};

/** What a hostile text may stand in for, too. */
const asPlain = (value: unknown): object =>
  typeof value !== 'object' || value === null || value instanceof Y.AbstractType ? {} : value;

const anyPlace = (world: World, now: unknown): unknown => {
  const { random, hub } = world;
  const [step, lane] = [random.pick([...hub.getMap('steps').keys()]), random.pick([...hub.getMap('lanes').keys()])];
  const rank = random.pick(['a0', 'a1', 'a1V', 'b00', '']) ?? 'a0';
  const places = [
    { step, lane, rank },
    { step, lane, rank },
    { step: null, lane: null, rank },
    { ...asPlain(now), rank },
    { ...asPlain(now), rank },
    { ...asPlain(now), rank, more: 1 },
    { step: 'nowhere', lane, rank },
    rank,
    null,
  ];
  return random.pick(places);
};

const anyValue = (world: World, field: string, now: unknown): unknown => {
  const { random } = world;
  if (random.chance(0.1)) return now;
  if (field === 'place') return anyPlace(world, now);
  if (field === 'deleted') return random.chance(0.5);
  if (field === 'createdBy') return anyName(world);
  if (field === 'kind') return random.pick(CARD_KINDS);
  return random.pick([1, -0, Number.NaN, null, true, 'x', [1, { a: 2 }], { b: 1, a: [] }, undefined]);
};

const FIELDS = ['place', 'place', 'place', 'kind', 'deleted', 'createdBy', 'createdAt', 'resolved', 'mine', 'tags/x'];

const writeRaw = (world: World, doc: Y.Doc): void => {
  const record = anyRecord(world, doc);
  if (record === undefined) return;
  const texts = [...record].filter(([, value]) => value instanceof Y.Text).map(([key]) => key);
  const fields = [...FIELDS, ...record.keys()].filter((field) => !texts.includes(field));
  const field = world.random.pick(fields) ?? 'place';
  if (world.random.chance(0.1)) record.delete(field);
  else record.set(field, anyValue(world, field, record.get(field)));
};

const typeRaw = (world: World, doc: Y.Doc): void => {
  const { random } = world;
  const text = anyText(world, doc);
  if (text === undefined) return;
  const at = random.below(text.length + 1);
  if (random.chance(0.6)) text.insert(at, random.pick(['x', 'hostile ', '🙂', '🙂🙂']) ?? 'x');
  if (random.chance(0.6) && text.length > 0) {
    const from = random.below(text.length);
    text.delete(from, 1 + random.below(text.length - from));
  }
};

const createRaw = (world: World, person: Person): void => {
  const { random } = world;
  const name = random.chance(0.5) ? 'cards' : (random.pick(COLLECTIONS) ?? 'cards');
  const record = new Y.Map<unknown>();
  if (random.chance(0.9)) record.set('createdBy', random.chance(0.6) ? person.name : anyName(world));
  if (random.chance(0.5)) record.set('place', anyPlace(world, null));
  if (random.chance(0.5)) record.set('text', new Y.Text('made'));
  const id = random.chance(0.1) ? '__proto__' : `made-${random.below(1e6)}`;
  person.doc.getMap(name).set(id, record);
  if (random.chance(0.3)) record.set('kind', 'pain');
  if (random.chance(0.1)) record.set('createdBy', anyName(world));
};

const feelRaw = (world: World, person: Person): void => {
  const { random, hub } = world;
  const feelings = person.doc.getMap('feelings');
  const standing = random.pick([...feelings.keys()]);
  const step = random.pick([...hub.getMap('steps').keys()]) ?? 's';
  const persona = random.pick([...hub.getMap('personas').keys()]) ?? 'p';
  const voter = random.chance(0.5) ? (random.chance(0.7) ? person.name : anyName(world)) : undefined;
  const fresh = [step, persona, 'actual', ...(voter === undefined ? [] : [voter])].join('/');
  const key = standing !== undefined && random.chance(0.4) ? standing : fresh;
  const [s, p, kind, v] = key.split('/');
  const setBy = random.chance(0.7) ? person.name : anyName(world);
  const value = { step: s, persona: p, kind, ...(v === undefined ? {} : { voter: v }), valence: 1, setBy };
  const crooked = random.pick(['x', `${key}/more`, `${p}/${kind}/${v}`]) ?? 'x';
  const writes = [
    () => feelings.set(key, value),
    () => feelings.set(key, value),
    () => feelings.set(key, value),
    () => feelings.delete(key),
    () => feelings.set(key, { ...value, step: 'elsewhere' }),
    () => feelings.set(crooked, value),
  ];
  random.pick(writes)?.();
};

const introduceRaw = (world: World, person: Person): void => {
  const people = person.doc.getMap('people');
  const id = world.random.chance(0.6) ? person.name : anyName(world);
  if (world.random.chance(0.2)) people.delete(id);
  else people.set(id, { name: world.random.pick(['A', 'B']), colour: 1 });
};

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

/** A client nobody has written under, with an id below or above all others, or among them. */
const freshClient = ({ random }: World): number =>
  random.pick([1 + random.below(50), random.below(2 ** 32), 2 ** 32 + random.below(2 ** 20)]) ?? 1;

const anyContent = (world: World, key: string | null): CraftedItem['content'] => {
  const { random } = world;
  if (random.chance(0.15)) return { deleted: 1 + random.below(3) };
  if (key === null) return { text: random.pick(['x', 'ab', '🙂', 'a🙂b']) ?? 'x' };
  const values = [anyValue(world, key, null), anyValue(world, key, null)];
  return random.chance(0.1) ? { type: random.chance(0.5) ? 'text' : 'map' } : { values: values.slice(random.below(2)) };
};

/** Beside something, before it, or between two; where the rest of its list has gone on since. */
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

const NOTHING = Uint8Array.of(0, 0);

const raw =
  (...writes: ((world: World, person: Person) => void)[]): Generate =>
  (world, person) =>
    written(person.doc, () =>
      person.doc.transact(() => {
        for (const write of writes) write(world, person);
      }),
    );

const ANYTHING = [
  (world: World, { doc }: Person) => writeRaw(world, doc),
  (world: World, { doc }: Person) => typeRaw(world, doc),
  createRaw,
  feelRaw,
  (world: World, person: Person) => void randomEdit({ ...person, random: world.random }),
];

/** Cards that lie on one rank, so that who comes between them must give them others. */
const crowd = ({ random, hub }: World): void => {
  const cards = [...hub.getMap('cards').values()].filter((card) => card instanceof Y.Map);
  const place = random.pick(cards)?.get('place');
  for (const card of cards) if (random.chance(0.4)) card.set('place', { ...asPlain(place), rank: 'a0' });
};

const makeRoom: Generate = (world, person) => {
  const { random } = world;
  crowd(world);
  catchUp(world, person);
  return written(person.doc, () =>
    person.doc.transact(() => {
      const cards = [...person.doc.getMap('cards').values()].filter((card) => card instanceof Y.Map);
      const place = random.pick(cards)?.get('place');
      const shift = (card: Y.Map<unknown>) =>
        card.set('place', { ...asPlain(random.chance(0.8) ? card.get('place') : place), rank: `a${random.below(9)}` });
      for (const card of cards) if (random.chance(0.3)) shift(card);
      if (random.chance(0.8)) {
        const own: Y.Map<unknown> | undefined = random.pick(
          cards.filter((card) => card.get('createdBy') === person.name),
        );
        const record: Y.Map<unknown> | undefined = random.chance(0.5)
          ? own
          : new Y.Map<unknown>([['createdBy', person.name]]);
        if (record === undefined) return;
        if (record !== own) person.doc.getMap('cards').set(`room-${random.below(1e6)}`, record);
        record.set('place', { ...asPlain(place), rank: 'a05' });
      }
    }),
  );
};

const partlyKnown: Generate = (world, person) => {
  const { random, hub } = world;
  const before = Y.encodeStateVector(person.doc);
  const text = anyText(world, person.doc);
  if (text === undefined) return NOTHING;
  const at = random.below(text.length + 1);
  Y.applyUpdate(
    hub,
    written(person.doc, () => text.insert(at, 'known')),
  );
  if (random.chance(0.3))
    for (const other of world.people) if (other !== person) other.doc.transact(() => typeRaw(world, other.doc));
  written(person.doc, () => text.insert(at + 5, random.pick([' and new', '🙂']) ?? 'x'));
  if (random.chance(0.3)) writeRaw(world, person.doc);
  return Y.encodeStateAsUpdate(person.doc, before);
};

/** A struct the hub knows, sent again as if it stood elsewhere: in the midst of a letter, where it can. */
const knownElsewhere: Generate = (world) => {
  const structs = structsOf(world.hub);
  const known = anyStruct(world, structs, isItem);
  const smiling = structs.filter((struct) => isLetters(struct) && JSON.stringify(struct.content).includes('🙂'));
  const at = anyStruct(world, world.random.chance(0.7) ? smiling : structs, isLetters);
  if (known === undefined || at === undefined) return NOTHING;
  const content = { text: 'x'.repeat(known.length) };
  const item = world.random.chance(0.5) ? { origin: idIn(world, at), content } : { right: idIn(world, at), content };
  return craft({ sections: [{ client: known.id.client, clock: known.id.clock, structs: [item] }] });
};

const straddle: Generate = (world) => {
  const { random } = world;
  const structs = structsOf(world.hub);
  const deletions = Array.from({ length: 1 + random.below(3) }, () => {
    const item = anyStruct(world, structs, random.chance(0.7) ? isLetters : isValue) ?? structs[0];
    const { client, clock } = item?.id ?? Y.createID(0, 0);
    const from = Math.max(0, clock + random.below((item?.length ?? 1) + 2) - 1);
    return { client, clock: from, length: 1 + random.below(random.chance(0.8) ? 4 : 30) };
  });
  return crafted(world, { structs: [], deletions });
};

const besideGarbage: Generate = (world) => {
  const gone = anyStruct(world, structsOf(world.hub), isGone);
  if (gone === undefined) return NOTHING;
  const key = gone instanceof Y.Item ? gone.parentSub : null;
  const structs = [besides(world, gone, key), { parent: idIn(world, gone), key: 'place', content: { values: [1] } }];
  const text: CraftedItem = { parent: idIn(world, gone), content: { text: 'x' } };
  return crafted(world, { structs: [...structs, text].filter(() => world.random.chance(0.6)) });
};

const loser: Generate = (world) => {
  const { random } = world;
  const value = anyStruct(world, structsOf(world.hub), isValue);
  if (value === undefined || !(value.parent instanceof Y.AbstractType)) return NOTHING;
  const key = value.parentSub ?? 'place';
  const holder = value.parent._item;
  const root = [...world.hub.share].find(([, type]) => type === value.parent)?.[0];
  const parent: string | Id = holder === null ? (root ?? 'meta') : [holder.id.client, holder.id.clock];
  const first: CraftedItem = { parent, key, content: anyContent(world, key) };
  const client = freshClient(world);
  const structs = random.chance(0.5) ? [first] : [besides(world, value, key)];
  if (random.chance(0.3)) structs.push({ origin: [client, 0], content: anyContent(world, key) });
  const deletions = random.chance(0.2) ? [{ client, clock: 0, length: 1 }] : [];
  return craft({ sections: [{ client, structs }], deletions });
};

/** Goes on where somebody else's tab has stopped. */
const stolen: Generate = (world, person) => {
  const victim = world.random.pick(world.people.filter((other) => other !== person));
  if (victim === undefined) return NOTHING;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(world.hub));
  doc.clientID = victim.doc.clientID;
  return written(doc, () => {
    if (world.random.chance(0.5)) typeRaw(world, doc);
    else writeRaw(world, doc);
  });
};

const amongLetters: Generate = (world) => {
  const { random } = world;
  const letters = anyStruct(world, structsOf(world.hub), isLetters);
  if (letters === undefined) return NOTHING;
  const structs = Array.from({ length: 1 + random.below(3) }, () => besides(world, letters, null));
  const { client, clock } = letters.id;
  return crafted(world, { structs, deletions: random.chance(0.3) ? [{ client, clock, length: 1 }] : [] });
};

/** Every class by its name. What a class sends of `person`'s own document, that document has done. */
export const CLASSES: Readonly<Record<string, Generate>> = {
  'our client: a verb': (world, person) =>
    written(person.doc, () => void randomEdit({ ...person, random: world.random })),
  'our client: several at once': (world, person) =>
    written(person.doc, () => {
      for (let edits = 2 + world.random.below(4); edits > 0; edits--) randomEdit({ ...person, random: world.random });
    }),
  'our client: undo and redo': (world, person) => {
    for (let edits = 2; edits > 0; edits--)
      Y.applyUpdate(
        world.hub,
        written(person.doc, () => void randomEdit({ ...person, random: world.random })),
      );
    return written(person.doc, () => {
      person.history.undo();
      if (world.random.chance(0.3)) person.history.redo();
    });
  },
  'our client: under another’s name': (world, person) => {
    const other = { ...person, author: seededAuthor(world.random, anyName(world)) };
    return written(person.doc, () => void randomEdit({ ...other, random: world.random }));
  },
  'raw: a field': raw((world, { doc }) => writeRaw(world, doc)),
  'raw: a text': raw((world, { doc }) => typeRaw(world, doc)),
  'raw: a new record': raw(createRaw),
  'raw: a feeling or vote': raw(feelRaw),
  'raw: a person': raw(introduceRaw),
  'raw: several records at once': (world, person) =>
    raw(...Array.from({ length: 2 + world.random.below(4) }, () => world.random.pick(ANYTHING) ?? createRaw))(
      world,
      person,
    ),
  'raw: room among others’ cards': makeRoom,
  'crafted: deletions that straddle': straddle,
  'crafted: beside what is collected': besideGarbage,
  'crafted: writes that lose or win': loser,
  'crafted: among letters': amongLetters,
  'crafted: known structs elsewhere': knownElsewhere,
  'known in part': partlyKnown,
  'known whole': (world, person) => Y.encodeStateAsUpdate(world.random.chance(0.5) ? world.hub : person.doc),
  'another’s client id': stolen,
  damaged: (world, person) =>
    world.random.chance(0.1)
      ? noise(world.random)
      : damaged(
          world.random,
          raw(
            (w, { doc }) => writeRaw(w, doc),
            (w, { doc }) => typeRaw(w, doc),
          )(world, person),
        ),
};

/** Registers hold plain values; the fuzz would be blind to a register it does not read. */
export const READ_ROOTS: readonly string[] = ['meta', ...COLLECTIONS, ...REGISTERS];
