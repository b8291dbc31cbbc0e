/** The classes of update that may reach a server: from our own client, from a stock client, and from none. */
import * as Y from 'yjs';
import { amongLetters, besideGarbage, knownElsewhere, loser, straddle, valuesGoOn } from './crafted-writes.ts';
import { damaged, noise } from './garbage.ts';
import { catchUp, deliver, type Generate, NOTHING, type Person, type World, written } from './hostile-world.ts';
import { seededAuthor } from './random.ts';
import { randomEdit } from './random-edit.ts';
import {
  anyName,
  anyText,
  anyValue,
  createRaw,
  feelRaw,
  introduceRaw,
  makeRoom,
  raw,
  typeRaw,
  writeRaw,
} from './raw-writes.ts';

const aVerb = ({ random }: World, person: Person): void => void randomEdit({ ...person, random });
const aField = (world: World, { doc }: Person): void => writeRaw(world, doc);
const aText = (world: World, { doc }: Person): void => typeRaw(world, doc);

const ANYTHING = [aField, aText, createRaw, feelRaw, aVerb];

const othersThan = ({ people }: World, person: Person): Person[] => people.filter((other) => other !== person);

/** Changes the hub while the person does not hear of it. */
const goOn = (world: World, person: Person): void => {
  for (let edits = 1 + world.random.below(4); edits > 0; edits--) {
    const other = world.random.pick(othersThan(world, person));
    if (other === undefined) return;
    catchUp(world, other);
    deliver(
      world,
      other,
      written(other.doc, () => aVerb(world, other)),
    );
  }
};

const stale: Generate = (world, person) => {
  goOn(world, person);
  return written(person.doc, () => aVerb(world, person));
};

/** Two people write the same field at once; their client ids decide which write wins. */
const contested: Generate = (world, person) => {
  const { random } = world;
  const card = random.pick([...person.doc.getMap('cards').keys()]) ?? '';
  const field = random.pick(['place', 'deleted', 'createdBy', 'kind', 'new']) ?? 'place';
  const write = ({ doc }: Person) => {
    const record = doc.getMap('cards').get(card);
    if (record instanceof Y.Map && !(record.get(field) instanceof Y.Text))
      record.set(field, anyValue(world, field, record.get(field)));
  };
  const other = random.pick(othersThan(world, person));
  for (let times = random.below(3); times > 0 && other !== undefined; times--) {
    deliver(
      world,
      other,
      written(other.doc, () => write(other)),
    );
  }
  return written(person.doc, () => write(person));
};

/** Letters in another person's card. */
const insideAnothers: Generate = (world, person) => {
  const { random } = world;
  const texts = [...person.doc.getMap('cards').values()]
    .filter((card) => card instanceof Y.Map && card.get('createdBy') !== person.name)
    .map((card) => (card instanceof Y.Map ? card.get('text') : undefined))
    .filter((text) => text instanceof Y.Text);
  const text = random.pick(texts);
  return written(person.doc, () => text?.insert(random.below(text.length + 1), 'mine'));
};

const partlyKnown: Generate = (world, person) => {
  const { random } = world;
  const before = Y.encodeStateVector(person.doc);
  const text = anyText(world, person.doc);
  if (text === undefined) return NOTHING;
  const at = random.below(text.length + 1);
  deliver(
    world,
    person,
    written(person.doc, () => text.insert(at, 'known')),
  );
  if (text.doc !== person.doc) return NOTHING;
  if (random.chance(0.3)) goOn(world, person);
  text.insert(at + 5, random.pick([' and new', '🙂']) ?? 'x');
  if (random.chance(0.3)) writeRaw(world, person.doc);
  return Y.encodeStateAsUpdate(person.doc, before);
};

/** Continues the Yjs client of another person's tab. */
const stolen: Generate = (world, person) => {
  const victim = world.random.pick(othersThan(world, person));
  if (victim === undefined) return NOTHING;
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(world.hub));
  doc.clientID = victim.doc.clientID;
  return written(doc, () => {
    if (world.random.chance(0.3)) typeRaw(world, doc);
    if (world.random.chance(0.3)) writeRaw(world, doc);
    doc.getMap('people').set(person.name, { name: 'taken' });
  });
};

/** Every class by its name. If a class sends a change of `person`'s own document, that document has made the change. */
export const CLASSES: Readonly<Record<string, Generate>> = {
  'our client: a verb': (world, person) => written(person.doc, () => aVerb(world, person)),
  'our client: several at once': (world, person) =>
    written(person.doc, () => {
      for (let edits = 2 + world.random.below(4); edits > 0; edits--) aVerb(world, person);
    }),
  'our client: undo and redo': (world, person) => {
    for (let edits = 2; edits > 0; edits--) {
      deliver(
        world,
        person,
        written(person.doc, () => aVerb(world, person)),
      );
    }
    return written(person.doc, () => {
      person.history.undo();
      if (world.random.chance(0.3)) person.history.redo();
    });
  },
  'our client: a stale replica': stale,
  'our client: under another’s name': (world, person) => {
    const author = seededAuthor(world.random, anyName(world));
    return written(person.doc, () => aVerb(world, { ...person, author }));
  },
  'raw: a field': raw(aField),
  'raw: a field that others write': contested,
  'raw: a text': raw(aText),
  'raw: inside another’s card': insideAnothers,
  'raw: a new record': raw(createRaw),
  'raw: a feeling or vote': raw(feelRaw),
  'raw: a person': raw(introduceRaw),
  'raw: several records at once': (world, person) => {
    const writes = Array.from({ length: 2 + world.random.below(4) }, () => world.random.pick(ANYTHING) ?? createRaw);
    return raw(...writes)(world, person);
  },
  'raw: room among others’ cards': makeRoom,
  'crafted: deletions that straddle': straddle,
  'crafted: beside what is collected': besideGarbage,
  'crafted: writes that lose or win': loser,
  'crafted: among letters': amongLetters,
  'crafted: known structs elsewhere': knownElsewhere,
  'known in part: letters': partlyKnown,
  'known in part: values': valuesGoOn,
  'known whole': (world, person) => Y.encodeStateAsUpdate(world.random.chance(0.5) ? world.hub : person.doc),
  'another’s client id': stolen,
  damaged: (world, person) =>
    world.random.chance(0.1) ? noise(world.random) : damaged(world.random, raw(aField, aText)(world, person)),
};
