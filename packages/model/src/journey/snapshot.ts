/**
 * From the whole board to its snapshot: live records in order, naming only records that are in the snapshot too. Pure.
 */

import type { Card } from '../records/cards.ts';
import type { Collection } from '../records/collections.ts';
import { byCodeUnit, byRank, FIRST_RANK } from '../records/order.ts';
import type { Comment, Feeling, Link, LinkEnd } from '../records/records.ts';
import type { BoardFile, Snapshot } from '../records/snapshot-schema.ts';
import { FEELING_KINDS } from '../words/feelings.ts';
import {
  beginningsOf,
  byAge,
  cardLanes,
  lineOf,
  live,
  liveLanes,
  livePersonas,
  livePhases,
  placeOfCard,
  stepsOf,
} from './journey.ts';
import type { Repair } from './repairs.ts';
import { idsOf, noteDangling, withLibrary } from './repairs.ts';

/** The ids that the snapshot shows, by collection: what a reference may name. */
type Shown = Readonly<Record<Collection, ReadonlySet<string>>>;

const keep = <Id extends string>(ids: readonly Id[], shown: ReadonlySet<string>): Id[] =>
  ids.every((id) => shown.has(id)) ? (ids as Id[]) : ids.filter((id) => shown.has(id));

/** A card as the snapshot shows it, without the details of kinds it had before (`dormant`). */
const showCard = (card: BoardFile['cards'][number], shown: Shown, lanes: ReadonlySet<string>): Card => {
  const { dormant: _, ...rest } = card;
  const { step, lane, rank } = placeOfCard(card, shown.steps, lanes);
  return {
    ...(rest as Card),
    place: { step, lane, rank },
    personas: keep(card.personas, shown.personas),
    tags: keep(card.tags, shown.tags),
    evidence: keep(card.evidence, shown.cards),
    channel: card.channel !== null && shown.channels.has(card.channel) ? card.channel : null,
  };
};

const isThere = (end: LinkEnd, shown: Shown): boolean => shown[end.in].has(end.id);

const showLinks = (links: readonly Link[], shown: Shown): Link[] =>
  live(links)
    .filter(({ ends }) => ends !== null && isThere(ends.from, shown) && isThere(ends.to, shown))
    .sort(byAge);

/** Comments on things that are shown. Each answer names the comment that begins its thread, as shown. */
const showComments = (comments: readonly Comment[], shown: Shown): Comment[] => {
  const there = live(comments).filter(({ target }) => target !== null && shown[target.in].has(target.id));
  const beginnings = beginningsOf(there);
  const beginningOf = ({ id, thread }: Comment) => (thread === null ? id : (beginnings.get(thread) ?? id));
  return there
    .map((c) => {
      const beginning = beginningOf(c);
      return { ...c, thread: beginning === c.id ? null : beginning };
    })
    .sort(byAge);
};

const showFeelings = (
  feelings: readonly Feeling[],
  steps: readonly string[],
  personas: readonly string[],
): Feeling[] => {
  const turn = new Map<string, number>([...steps, ...personas].map((id, i) => [id, i]));
  const inTurn = (a: Feeling, b: Feeling) =>
    (turn.get(a.step) ?? 0) - (turn.get(b.step) ?? 0) ||
    (turn.get(a.persona) ?? 0) - (turn.get(b.persona) ?? 0) ||
    FEELING_KINDS.indexOf(a.kind) - FEELING_KINDS.indexOf(b.kind) ||
    byCodeUnit(a.voter ?? '', b.voter ?? '');
  return feelings.filter((f) => turn.has(f.step) && turn.has(f.persona)).sort(inTurn);
};

/**
 * The board as it is shown: live records in the journey's order. A card whose step or lane is deleted shows in the inbox
 * (rule D3), and references to deleted records are left out. References that lead nowhere at all are added to `repairs`.
 */
export const snapshotOf = (file: BoardFile, repairs?: Repair[]): Snapshot => {
  if (repairs !== undefined) noteDangling(file, repairs);
  const { format: _, ...meta } = file;
  const line = lineOf(file.phases, file.steps);
  const phases = livePhases(file.phases);
  const steps = stepsOf(line);
  const lanes = liveLanes(file.lanes);
  const forCards = idsOf(cardLanes(file.lanes));
  const personas = livePersonas(file.personas);
  const [cards, tags, channels] = [live(file.cards), live(file.tags), live(file.channels)];
  const shown: Shown = {
    phases: idsOf(phases),
    steps: new Set(steps.map(({ step }) => step.id)),
    lanes: idsOf(lanes),
    cards: idsOf(cards),
    personas: idsOf(personas),
    links: new Set(),
    comments: new Set(),
    tags: idsOf(tags),
    channels: withLibrary(channels),
  };
  return {
    ...meta,
    phases,
    steps: steps.map(({ step, phase }) => ({
      ...step,
      place: { phase, rank: step.place?.rank ?? FIRST_RANK },
      personas: keep(step.personas, shown.personas),
    })),
    lanes: lanes.map((lane) =>
      lane.persona === null || shown.personas.has(lane.persona) ? lane : { ...lane, persona: null },
    ),
    cards: cards
      .map((card) => showCard(card, shown, forCards))
      .sort((a, b) => byRank({ id: a.id, rank: a.place?.rank ?? '' }, { id: b.id, rank: b.place?.rank ?? '' })),
    personas: personas.map((persona) => ({
      ...persona,
      preferredChannels: keep(persona.preferredChannels, shown.channels),
    })),
    links: showLinks(file.links, shown),
    comments: showComments(file.comments, shown),
    tags: tags.sort((a, b) => byAge(a, b)),
    channels: channels.sort((a, b) => byAge(a, b)),
    feelings: showFeelings(
      file.feelings,
      steps.map(({ step }) => step.id),
      personas.map((p) => p.id),
    ),
    people: file.people.toSorted((a, b) => byCodeUnit(a.id, b.id)),
  };
};
