/** A line becomes a card: read its ends, find its place, add it, say where it went. */
import type { CreateCard, CreatedCard, ErrorCode } from '@samrejse/model/api/http';
import type { StepId } from '@samrejse/model/records/ids';
import { TEXT_LIMITS } from '@samrejse/model/records/limits';
import { VALENCES } from '@samrejse/model/words/enumerations';
import { readCardLine } from '../grammar/card-line.ts';
import { journeyOf, mayNamePlace, type Placed, type StepOnLine, takePlace } from '../grammar/place.ts';
import type { Feeling } from '../grammar/sentiment.ts';
import type { Meant, Outcome, PlacedAt, Plan, StepLabel } from '../conversation/outcome.ts';
import type { AddWish, ChatCardKind } from '../conversation/request.ts';
import type { Answer, Visit } from '../server-api.ts';
import { findLastPlace, saveLastPlace } from '../store/last-places.ts';
import type { ChannelLink } from '../store/links.ts';
import { type Entry, planEntry } from '../store/requests.ts';
import { checkServiceToken, type Deps, linkFor, refreshLink, visitOf } from './board-access.ts';

const LANE = { pain: 'pains', touchpoint: 'touchpoints' } as const;

/** Somebody who calls a thing a pain point has said how it feels. */
const USUAL_FEELING: Readonly<Record<ChatCardKind, -1 | null>> = { pain: -1, touchpoint: null };

const whyNotSaved = (code: ErrorCode) => {
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

/** The schema knows whole numbers from −2 to +2; the type only numbers. */
const feelingOf = ({ feeling }: CreateCard): Feeling | null => VALENCES.find((valence) => valence === feeling) ?? null;

type Planned = { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly code: ErrorCode };

const labelOf = (step: StepOnLine): StepLabel => ({ number: step.number, step: step.title, phase: step.phaseName });

const meantBy = ({ place }: Placed, wasLast: boolean): Meant => {
  switch (place.is) {
    case 'none':
      return { is: wasLast ? 'last' : 'nowhere' };
    case 'ambiguous':
      return { is: 'ambiguous', wrote: place.wrote, options: place.steps.map(labelOf) };
    case 'step':
      return place.how === 'near' ? { is: 'near', wrote: place.wrote } : { is: place.how };
  }
};

/** Looks at the board only if the line could name a place on it. */
const findPlace = async (deps: Deps, visit: Visit, link: ChannelLink, body: string): Promise<Answer<Placed>> => {
  if (!mayNamePlace(body)) return { ok: true, value: { place: { is: 'none' }, text: body } };
  const board = await deps.api.board(visit);
  if (!board.ok) return board;
  refreshLink(deps.db, link, { title: board.value.title, language: board.value.language });
  return { ok: true, value: takePlace(body, journeyOf(board.value)) };
};

const lastStep = (deps: Deps, entry: Entry, link: ChannelLink): StepId | null =>
  findLastPlace(deps.db, entry, link.board, entry.receivedAt - deps.limits.lastPlaceMs);

const makePlan = async (deps: Deps, entry: Entry, wish: AddWish, at: Attempt): Promise<Planned> => {
  const line = readCardLine(wish.text);
  const found = await findPlace(deps, at.visit, at.link, line.body);
  if (!found.ok) return found;
  const { place, text } = found.value;
  const last = place.is === 'none' ? lastStep(deps, entry, at.link) : null;
  const step = place.is === 'step' ? place.step.id : last;
  const feeling = line.feeling ?? USUAL_FEELING[wish.cardKind];
  const card: CreateCard = {
    id: wish.card,
    kind: wish.cardKind,
    text,
    lane: LANE[wish.cardKind],
    ...(step === null ? {} : { step }),
    ...(line.channel === null ? {} : { channel: line.channel }),
    ...(feeling === null ? {} : { feeling }),
  };
  const plan = { card, meant: meantBy(found.value, last !== null) };
  planEntry(deps.db, entry.dedupeKey, plan);
  return { ok: true, plan };
};

/** What to say about the place, from what was meant and from where the board in fact put it. */
const placedAt = (meant: Meant, created: CreatedCard['place']): PlacedAt => {
  if (meant.is === 'ambiguous') return meant;
  if (created.step === null) return { is: 'inbox' };
  const at = { number: created.stepNumber ?? '', step: created.stepTitle ?? '', phase: created.phaseName ?? '' };
  if (meant.is === 'near') return { is: 'near', at, wrote: meant.wrote };
  return { is: meant.is === 'nowhere' ? 'named' : meant.is, at };
};

interface Attempt {
  readonly visit: Visit;
  readonly link: ChannelLink;
}

export const addCard = async (deps: Deps, entry: Entry, wish: AddWish): Promise<Outcome> => {
  const { cardKind, text } = wish;
  if (text.length > TEXT_LIMITS.chatLine) return { is: 'too-long', text, length: text.length };
  const found = linkFor(deps.db, entry);
  if (found.is === 'not-linked') return { is: 'not-linked', cardKind, text };
  if (found.is !== 'linked') return { is: 'not-saved', why: 'link-changed', text };
  const { link } = found;

  const visit = await visitOf(deps, entry, link);
  const planned =
    entry.plan === null ? await makePlan(deps, entry, wish, { visit, link }) : { ok: true as const, plan: entry.plan };
  if (!planned.ok) return { is: 'not-saved', why: whyNotSaved(planned.code), text };
  const { card, meant } = planned.plan;
  const created = await deps.api.addCard(visit, card, entry.dedupeKey);
  if (!created.ok && created.code === 'unauthorised') await checkServiceToken(deps, visit);
  if (!created.ok) return { is: 'not-saved', why: whyNotSaved(created.code), text };

  const { place } = created.value;
  if (place.step !== null) saveLastPlace(deps.db, entry, link.board, place.step, deps.clock.now());
  return {
    is: 'added',
    cardKind,
    key: entry.dedupeKey,
    text: card.text,
    placed: placedAt(meant, place),
    channel: card.channel ?? null,
    feeling: feelingOf(card),
  };
};
