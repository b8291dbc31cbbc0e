/** What a stock client of somebody else's writes into a board through Yjs's types. */
import * as Y from 'yjs';
import { COLLECTIONS, TEXT_FIELDS } from '../src/records/collections.ts';
import { CARD_KINDS } from '../src/words/cards.ts';
import { catchUp, type Generate, PEOPLE, type Person, type World, written } from './hostile-world.ts';

export const anyName = ({ random }: World): string => random.pick(PEOPLE) ?? 'bo';

const anyRecord = ({ random }: World, doc: Y.Doc): Y.Map<unknown> | undefined => {
  const name = random.chance(0.6) ? 'cards' : (random.pick(COLLECTIONS) ?? 'cards');
  const records = [...doc.getMap(name).values()].filter((record) => record instanceof Y.Map);
  return random.pick(records);
};

export const anyText = (world: World, doc: Y.Doc): Y.Text | undefined => {
  const texts = world.random.chance(0.1)
    ? [...doc.getMap('meta').values()]
    : [...(anyRecord(world, doc)?.values() ?? [])];
  return world.random.pick(texts.filter((text) => text instanceof Y.Text));
};

/** Values that a hostile text may replace. */
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

export const anyValue = (world: World, field: string, now: unknown): unknown => {
  const { random } = world;
  if (random.chance(0.1)) return now;
  if (field === 'place') return anyPlace(world, now);
  if (field === 'deleted') return random.chance(0.5);
  if (field === 'createdBy') return anyName(world);
  if (field === 'kind') return random.pick(CARD_KINDS);
  return random.pick([1, -0, Number.NaN, null, true, 'x', [1, { a: 2 }], { b: 1, a: [] }, undefined]);
};

const FIELDS = [
  'place',
  'place',
  'place',
  'kind',
  'deleted',
  'createdBy',
  'createdAt',
  'resolved',
  'votes',
  'via',
  '__proto__',
  'tags/x',
];

export const writeRaw = (world: World, doc: Y.Doc): void => {
  const record = anyRecord(world, doc);
  if (record === undefined) return;
  const texts = [...record].filter(([, value]) => value instanceof Y.Text).map(([key]) => key);
  const fields = [...FIELDS, ...record.keys()].filter((field) => !texts.includes(field));
  const field = world.random.pick(fields) ?? 'place';
  if (world.random.chance(0.1)) record.delete(field);
  else record.set(field, anyValue(world, field, record.get(field)));
};

export const typeRaw = (world: World, doc: Y.Doc): void => {
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

export const createRaw = (world: World, person: Person): void => {
  const { random } = world;
  const name = random.chance(0.5) ? 'cards' : (random.pick(COLLECTIONS) ?? 'cards');
  const text = random.chance(0.05) ? 'kind' : random.pick<string>(TEXT_FIELDS[name]);
  const record = new Y.Map<unknown>();
  if (random.chance(0.9)) record.set('createdBy', random.chance(0.6) ? person.name : anyName(world));
  if (random.chance(0.5)) record.set('place', anyPlace(world, null));
  if (random.chance(0.5) && text !== undefined) record.set(text, new Y.Text('made'));
  person.doc.getMap(name).set(`made-${random.below(1e6)}`, record);
  if (random.chance(0.3)) record.set(random.chance(0.8) ? 'kind' : 'votes', 'pain');
  if (random.chance(0.1)) record.set('createdBy', anyName(world));
};

export const feelRaw = (world: World, person: Person): void => {
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

export const introduceRaw = (world: World, person: Person): void => {
  const people = person.doc.getMap('people');
  const id = world.random.chance(0.6) ? person.name : anyName(world);
  if (world.random.chance(0.2)) people.delete(id);
  else people.set(id, { name: world.random.pick(['A', 'B']), colour: 1 });
};

export const raw =
  (...writes: ((world: World, person: Person) => void)[]): Generate =>
  (world, person) =>
    written(person.doc, () =>
      person.doc.transact(() => {
        for (const write of writes) write(world, person);
      }),
    );

/** Gives some cards one rank, so that a card between them must give them others. */
const crowd = ({ random, hub }: World): void => {
  const cards = [...hub.getMap('cards').values()].filter((card) => card instanceof Y.Map);
  const place = random.pick(cards)?.get('place');
  for (const card of cards) if (random.chance(0.4)) card.set('place', { ...asPlain(place), rank: 'a0' });
};

export const makeRoom: Generate = (world, person) => {
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
