/** A line becomes a card: its ends are read, its place is found, the board adds it, and the outcome says where it went. */
import type { CreateCard, CreatedCard, ErrorCode } from '@samrejse/model/api/http';
import type { StepId } from '@samrejse/model/records/ids';
import { TEXT_LIMITS } from '@samrejse/model/records/limits';
import { VALENCES } from '@samrejse/model/words/feelings';
import type { Meant, Outcome, PlacedAt, Plan, StepLabel } from '../conversation/outcome.ts';
import type { AddRequest, ChatCardKind } from '../conversation/request.ts';
import { readCardLine } from '../grammar/card-line.ts';
import { journeyOf, mayNamePlace, type Placed, type StepOnLine, takePlace } from '../grammar/place.ts';
import type { Feeling } from '../grammar/sentiment.ts';
import type { Answer, Visit } from '../server-api.ts';
import { findLastPlace, saveLastPlace } from '../store/last-places.ts';
import type { ChannelLink } from '../store/links.ts';
import { type StoredRequest, savePlan } from '../store/requests.ts';
import { checkServiceToken, linkFor, refreshLink, visitOf } from './board-access.ts';
import type { CommandContext } from './command-context.ts';

const LANE = { pain: 'pains', touchpoint: 'touchpoints' } as const;

/** Whoever calls a thing a pain point has said how it feels. */
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

/** The schema allows whole numbers from −2 to +2; the type says only that it is a number. */
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

/** Asks for the board's outline only if the line could name a place on it. */
const findPlace = async (
  context: CommandContext,
  visit: Visit,
  link: ChannelLink,
  body: string,
): Promise<Answer<Placed>> => {
  if (!mayNamePlace(body)) return { ok: true, value: { place: { is: 'none' }, text: body } };
  const outline = await context.outlines.read(visit);
  if (!outline.ok) return outline;
  const { title, language } = outline.value;
  refreshLink(context.db, link, { title, language });
  return { ok: true, value: takePlace(body, journeyOf(outline.value)) };
};

const lastStep = (context: CommandContext, stored: StoredRequest, link: ChannelLink): StepId | null =>
  findLastPlace(context.db, stored, link.board, stored.receivedAt - context.limits.lastPlaceMs);

const makePlan = async (
  context: CommandContext,
  stored: StoredRequest,
  request: AddRequest,
  at: Attempt,
): Promise<Planned> => {
  const line = readCardLine(request.text);
  const found = await findPlace(context, at.visit, at.link, line.body);
  if (!found.ok) return found;
  const { place, text } = found.value;
  const last = place.is === 'none' ? lastStep(context, stored, at.link) : null;
  const step = place.is === 'step' ? place.step.id : last;
  const feeling = line.feeling ?? USUAL_FEELING[request.cardKind];
  const card: CreateCard = {
    id: request.card,
    kind: request.cardKind,
    text,
    lane: LANE[request.cardKind],
    ...(step === null ? {} : { step }),
    ...(line.channel === null ? {} : { channel: line.channel }),
    ...(feeling === null ? {} : { feeling }),
  };
  const plan = { card, meant: meantBy(found.value, last !== null) };
  savePlan(context.db, stored.dedupeKey, plan);
  return { ok: true, plan };
};

/** What the answer says about the place: from what the line meant, and from where the board has put the card. */
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

export const addLine = async (
  context: CommandContext,
  stored: StoredRequest,
  request: AddRequest,
): Promise<Outcome> => {
  const { cardKind, text } = request;
  if (text.length > TEXT_LIMITS.chatLine) return { is: 'too-long', text, length: text.length };
  const found = linkFor(context.db, stored);
  if (found.is === 'not-linked') return { is: 'not-linked', cardKind, text };
  if (found.is !== 'linked') return { is: 'not-saved', why: 'link-changed', text };
  const { link } = found;

  const visit = await visitOf(context, stored, link);
  const planned =
    stored.plan === null
      ? await makePlan(context, stored, request, { visit, link })
      : { ok: true as const, plan: stored.plan };
  if (!planned.ok) return { is: 'not-saved', why: whyNotSaved(planned.code), text };
  const { card, meant } = planned.plan;
  const created = await context.api.postCard(visit, card, stored.dedupeKey);
  if (!created.ok && created.code === 'unauthorised') await checkServiceToken(context, visit);
  if (!created.ok) return { is: 'not-saved', why: whyNotSaved(created.code), text };

  const { place } = created.value;
  if (place.step !== null) saveLastPlace(context.db, stored, link.board, place.step, context.clock.now());
  return {
    is: 'added',
    cardKind,
    key: stored.dedupeKey,
    text: card.text,
    placed: placedAt(meant, place),
    channel: card.channel ?? null,
    feeling: feelingOf(card),
  };
};
