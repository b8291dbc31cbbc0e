/** A line becomes a card: read its ends, find its place, add it, say where it went. */
import type { CreateCard, CreatedCard, ErrorCode } from '@samrejse/model/api';
import type { StepId } from '@samrejse/model/ids';
import { TEXT_LIMITS } from '@samrejse/model/limits';
import { readCardLine } from '../grammar/card-line.ts';
import { journeyOf, mayNamePlace, type Placed, type StepOnLine, takePlace } from '../grammar/place.ts';
import type { Outcome, PlacedAt, StepLabel } from '../inbox/outcome.ts';
import type { AddWish, ChatCardKind } from '../inbox/wish.ts';
import type { Visit } from '../server-api.ts';
import type { Entry } from '../store/inbox.ts';
import { findLastPlace, saveLastPlace } from '../store/last-places.ts';
import type { ChannelLink } from '../store/links.ts';
import { type Deps, linkFor, refreshLink, visitOf } from './board-access.ts';

const LANE = { pain: 'pains', touchpoint: 'touchpoints' } as const;

/** Somebody who calls a thing a pain point has said how it feels. */
const USUAL_FEELING: Readonly<Record<ChatCardKind, -1 | null>> = { pain: -1, touchpoint: null };

const WHY_NOT_SAVED = (code: ErrorCode) => {
  switch (code) {
    case 'unauthorised':
    case 'not-found':
      return 'link-dead';
    case 'forbidden':
      return 'forbidden';
    case 'board-full':
      return 'board-full';
    default:
      return 'not-accepted';
  }
};

type Read = { readonly ok: true; readonly placed: Placed } | { readonly ok: false; readonly code: ErrorCode };

/** Looks at the board only if the line could name a place on it. */
const readPlace = async (deps: Deps, visit: Visit, link: ChannelLink, body: string): Promise<Read> => {
  if (!mayNamePlace(body)) return { ok: true, placed: { place: { is: 'none' }, text: body } };
  const board = await deps.api.board(visit);
  if (!board.ok) return board;
  refreshLink(deps.db, link, { title: board.value.title, language: board.value.language });
  return { ok: true, placed: takePlace(body, journeyOf(board.value)) };
};

const labelOf = (step: StepOnLine): StepLabel => ({ number: step.number, step: step.title, phase: step.phaseName });

/** What to say about the place, from what was meant and from where the server in fact put it. */
const placedAt = ({ place }: Placed, created: CreatedCard['place'], wasLast: boolean): PlacedAt => {
  if (place.is === 'ambiguous') return { is: 'ambiguous', wrote: place.wrote, options: place.steps.map(labelOf) };
  if (created.step === null) return { is: 'inbox' };
  const at = { number: created.stepNumber ?? '', step: created.stepTitle ?? '', phase: created.phaseName ?? '' };
  if (wasLast) return { is: 'last', at };
  if (place.is !== 'step') return { is: 'named', at };
  switch (place.how) {
    case 'near':
      return { is: 'near', at, wrote: place.wrote };
    case 'phase':
      return { is: 'phase', at };
    case 'named':
      return { is: 'named', at };
  }
};

const lastStep = (deps: Deps, entry: Entry, link: ChannelLink): StepId | null =>
  findLastPlace(deps.db, entry, link.board, entry.receivedAt - deps.limits.lastPlaceMs);

export const addCard = async (deps: Deps, entry: Entry, wish: AddWish): Promise<Outcome> => {
  const { cardKind, text } = wish;
  if (text.length > TEXT_LIMITS.chatLine) return { is: 'too-long', text, length: text.length };
  const found = linkFor(deps.db, entry);
  if (found.is === 'not-linked') return { is: 'not-linked', cardKind, text };
  if (found.is !== 'linked') return { is: 'not-saved', why: 'link-changed', text };
  const { link } = found;

  const visit = await visitOf(deps, entry, link);
  const line = readCardLine(text);
  const read = await readPlace(deps, visit, link, line.body);
  if (!read.ok) return { is: 'not-saved', why: WHY_NOT_SAVED(read.code), text };
  const { placed } = read;

  const last = placed.place.is === 'none' ? lastStep(deps, entry, link) : null;
  const step = placed.place.is === 'step' ? placed.place.step.id : last;
  const feeling = line.feeling ?? USUAL_FEELING[cardKind];
  const card: CreateCard = {
    id: wish.card,
    kind: cardKind,
    text: placed.text,
    lane: LANE[cardKind],
    ...(step === null ? {} : { step }),
    ...(line.channel === null ? {} : { channel: line.channel }),
    ...(feeling === null ? {} : { feeling }),
  };
  const created = await deps.api.addCard(visit, card, entry.dedupeKey);
  if (!created.ok) return { is: 'not-saved', why: WHY_NOT_SAVED(created.code), text };

  const { place } = created.value;
  if (place.step !== null) saveLastPlace(deps.db, entry, link.board, place.step, deps.clock.now());
  return {
    is: 'added',
    cardKind,
    key: entry.dedupeKey,
    text: placed.text,
    placed: placedAt(placed, place, last !== null),
    channel: line.channel,
    feeling,
  };
};
