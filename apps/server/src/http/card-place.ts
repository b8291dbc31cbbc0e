/**
 * Finds where a card from outside goes: the step and lane that it names, if both are on the board; the inbox otherwise.
 */
import type { CreateCard, CreatedCard } from '@samrejse/model/api/http';
import type { Board } from '@samrejse/model/document/board';
import { readAll, readRecord } from '@samrejse/model/document/reads';
import type { Destination } from '@samrejse/model/edits/card-places';
import { kindInLane } from '@samrejse/model/edits/cards';
import { cardLanes, lineOf, liveLanes, type PlacedStep, placeOfCard, stepsOf } from '@samrejse/model/journey/journey';
import type { CardId } from '@samrejse/model/records/ids';
import { FIRST_RANK } from '@samrejse/model/records/order';
import { INBOX } from '@samrejse/model/records/place';
import type { Lane } from '@samrejse/model/records/records';
import type { CardKind } from '@samrejse/model/words/cards';
import { LANE_CARD_KIND } from '@samrejse/model/words/lanes';

const findStep = (steps: readonly PlacedStep[], named: string): PlacedStep | undefined =>
  steps.find((s) => s.step.id === named) ?? steps.find((s) => s.number === named);

/**
 * The lane with the id that is named, or the first one with the type that is named; if none is named, the first for
 * this kind.
 */
const findLane = (lanes: readonly Lane[], named: string | undefined, kind: CardKind): Lane | undefined =>
  named === undefined
    ? lanes.find((lane) => LANE_CARD_KIND[lane.type] === kind)
    : (lanes.find((lane) => lane.id === named) ??
      lanes.find((lane) => lane.type === named && LANE_CARD_KIND[lane.type] !== null));

/** The destination of a card, and the kind that it takes there. */
export const destinationOf = (board: Board, card: CreateCard): { to: Destination; kind: CardKind } => {
  const inbox = { to: INBOX, kind: card.kind } as const;
  if (card.step === undefined) return inbox;
  const steps = stepsOf(lineOf(readAll(board, 'phases'), readAll(board, 'steps')));
  const step = findStep(steps, card.step);
  const lane = findLane(liveLanes(readAll(board, 'lanes')), card.lane, card.kind);
  if (step === undefined || lane === undefined) return inbox;
  const kind = kindInLane(lane.type, card.kind);
  return kind === null ? inbox : { to: { step: step.step.id, lane: lane.id }, kind };
};

/** Where a card is now, with the titles that a reply needs to name the place. */
export const placeInWords = (board: Board, id: CardId): CreatedCard['place'] => {
  const nowhere = {
    step: null,
    lane: null,
    rank: FIRST_RANK,
    stepNumber: null,
    stepTitle: null,
    phaseName: null,
    laneType: null,
  };
  const card = readRecord(board, 'cards', id);
  if (card === null) return nowhere;
  const line = lineOf(readAll(board, 'phases'), readAll(board, 'steps'));
  const steps = stepsOf(line);
  const lanes = cardLanes(readAll(board, 'lanes'));
  const { step, lane, rank } = placeOfCard(card, new Set(steps.map((s) => s.step.id)), new Set(lanes.map((l) => l.id)));
  const placed = steps.find((s) => s.step.id === step);
  return {
    step,
    lane,
    rank,
    stepNumber: placed?.number ?? null,
    stepTitle: placed?.step.title ?? null,
    phaseName: line.find((group) => group.phase.id === placed?.phase)?.phase.name ?? null,
    laneType: lanes.find((l) => l.id === lane)?.type ?? null,
  };
};
