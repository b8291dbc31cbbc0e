/**
 * A world that updates are drawn from: four people with replicas of one board, who have worked on it for a while.
 * Updates sent from then on change it, so that later ones find what hostile ones have left.
 */
import * as Y from 'yjs';
import { type Author, type Board, openBoard } from '../src/document/board.ts';
import { type History, openHistory } from '../src/document/history.ts';
import { type Random, seededAuthor, seededDoc, seededRandom } from './random.ts';
import { randomEdit } from './random-edit.ts';
import { smallBoard } from './small-board.ts';
import { verdictOn } from './verdict.ts';

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
  /** The person that each Yjs client id belongs to. */
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

/** Opens a new tab for a person. Edits of the old one that the hub does not have are lost. */
export const sitDownAnew = (world: World, person: Person): void => {
  person.history.close();
  person.doc.destroy();
  Object.assign(person, sit(world, person.name));
};

export const catchUp = (world: World, person: Person): void =>
  Y.applyUpdate(person.doc, Y.encodeStateAsUpdate(world.hub, Y.encodeStateVector(person.doc)));

/** The change that an edit made to a document, as its provider would send it. */
export const written = (doc: Y.Doc, edit: () => void): Uint8Array => {
  const updates: Uint8Array[] = [];
  const listen = (update: Uint8Array) => void updates.push(update);
  doc.on('update', listen);
  edit();
  doc.off('update', listen);
  return Y.mergeUpdates(updates.length === 0 ? [Uint8Array.of(0, 0)] : updates);
};

/** Sends a person's update to the hub, whoever wrote it. If it cannot be applied, the person gets a new tab. */
export const deliver = (world: World, person: Person, update: Uint8Array): void => {
  if (verdictOn(world.hub, update) === 'ok') Y.applyUpdate(world.hub, update);
  else sitDownAnew(world, person);
};

/**
 * Two people created a record under one id at once: one of the records, with all it holds, is deleted and collected.
 */
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
    deliver(
      world,
      person,
      written(person.doc, () => void randomEdit({ ...person, random })),
    );
  }
  for (const person of people) if (random.chance(0.7)) catchUp(world, person);
  return world;
};

/** Makes an update of one class, from a person's own document or from nobody's. */
export type Generate = (world: World, person: Person) => Uint8Array;

export const NOTHING = Uint8Array.of(0, 0);
