/**
 * Every change of a board, as a verb; one transaction each. All take the board and the author, return the id of what
 * they made (or nothing), and do nothing where what they speak of is not there: someone may have deleted it meanwhile.
 */
import { type Author, type Board, type Collection, recordMap } from './board.ts';
import { type CardKind, type FeelingKind, LANE_CARD_KIND, type LaneType, type Period } from './enumerations.ts';
import { type CardId, type LaneId, mintId, type PersonaId, type PhaseId, type StepId } from './ids.ts';
import { cellKey, cellsOf, INBOX, lineOf, liveLanes, livePersonas, livePhases, stepsOf } from './journey.ts';
import { clip, TEXT_LIMITS } from './limits.ts';
import { byRank, type Ranked, rankAt, rankLast } from './order.ts';
import { feelingKey, readAll, readFeeling, readRecord } from './reads.ts';
import { type Card, type CardDetails, type CardPlace, NO_DETAILS, type Person, type Step } from './records.ts';
import { type Writer, write } from './write.ts';

const LAST = Number.MAX_SAFE_INTEGER;

const without = <T extends { readonly id: string }>(records: readonly T[], id: string | null): T[] =>
  records.filter((r) => r.id !== id);

/** `index` among the live phases; last where absent. */
export const addPhase = (
  board: Board,
  author: Author,
  phase: { name: string; period: Period; index?: number },
): PhaseId => {
  const id = mintId<PhaseId>(author.random);
  const { rank, moved } = rankAt(livePhases(readAll(board, 'phases')), phase.index ?? LAST);
  write(board, author, (w) => {
    for (const m of moved) w.set('phases', m.id, 'rank', m.rank);
    w.create('phases', id, { name: clip(phase.name, TEXT_LIMITS.title), period: phase.period, rank });
  });
  return id;
};

/** Its steps stay, and show in the phase before it (rule D7). */
export const removePhase = (board: Board, author: Author, id: PhaseId): void =>
  setDeleted(board, author, 'phases', id, true);

export const movePhase = (board: Board, author: Author, id: PhaseId, index: number): void => {
  const { rank, moved } = rankAt(without(livePhases(readAll(board, 'phases')), id), index);
  write(board, author, (w) => {
    for (const m of moved) w.set('phases', m.id, 'rank', m.rank);
    w.set('phases', id, 'rank', rank);
  });
};

/** The steps shown in a phase, as siblings to rank among. */
const siblingSteps = (board: Board, phase: PhaseId, except: StepId | null): (Ranked & { readonly step: Step })[] => {
  const line = lineOf(readAll(board, 'phases'), readAll(board, 'steps'));
  const steps = line.find((group) => group.phase.id === phase)?.steps ?? [];
  return without(
    steps.map(({ step }) => ({ id: step.id, rank: step.place?.rank ?? 'a0', step })),
    except,
  );
};

/** Places a step, and gives siblings that a deleted phase left here, or whose ranks were unusable, a place of this phase. */
const placeStep = (
  board: Board,
  phase: PhaseId,
  index: number,
  except: StepId | null,
): { place: Step['place']; settle: (w: Writer) => void } => {
  const siblings = siblingSteps(board, phase, except);
  const foreign = siblings.some((s) => s.step.place?.phase !== phase);
  // Ranks of two phases cannot be compared, so where strays are among them all get fresh ones.
  const { rank, moved } = foreign
    ? rankAt(
        siblings.map((s) => ({ id: s.id, rank: '' })),
        index,
      )
    : rankAt(siblings, index);
  return {
    place: { phase, rank },
    settle: (w) => {
      for (const m of moved) w.set('steps', m.id, 'place', { phase, rank: m.rank });
    },
  };
};

/** `index` among the phase's steps; last where absent. */
export const addStep = (
  board: Board,
  author: Author,
  step: { phase: PhaseId; title: string; index?: number } & Partial<Pick<Step, 'milestones' | 'dropOff' | 'refersTo'>>,
): StepId => {
  const id = mintId<StepId>(author.random);
  const { place, settle } = placeStep(board, step.phase, step.index ?? LAST, null);
  write(board, author, (w) => {
    settle(w);
    w.create('steps', id, {
      title: clip(step.title, TEXT_LIMITS.title),
      place,
      milestones: step.milestones ?? [],
      dropOff: step.dropOff ?? null,
      refersTo: step.refersTo ?? null,
    });
  });
  return id;
};

export const moveStep = (board: Board, author: Author, id: StepId, phase: PhaseId, index: number): void => {
  const { place, settle } = placeStep(board, phase, index, id);
  write(board, author, (w) => {
    settle(w);
    w.set('steps', id, 'place', place);
  });
};

/** Its cards stay, and show in the inbox (rule D3). */
export const removeStep = (board: Board, author: Author, id: StepId): void =>
  setDeleted(board, author, 'steps', id, true);

export const addLane = (
  board: Board,
  author: Author,
  lane: { type: LaneType; name?: string; index?: number },
): LaneId => {
  const id = mintId<LaneId>(author.random);
  const { rank, moved } = rankAt(liveLanes(readAll(board, 'lanes')), lane.index ?? LAST);
  write(board, author, (w) => {
    for (const m of moved) w.set('lanes', m.id, 'rank', m.rank);
    w.create('lanes', id, { type: lane.type, name: clip(lane.name ?? '', TEXT_LIMITS.title), rank });
  });
  return id;
};

export const moveLane = (board: Board, author: Author, id: LaneId, index: number): void => {
  const { rank, moved } = rankAt(without(liveLanes(readAll(board, 'lanes')), id), index);
  write(board, author, (w) => {
    for (const m of moved) w.set('lanes', m.id, 'rank', m.rank);
    w.set('lanes', id, 'rank', rank);
  });
};

export const removeLane = (board: Board, author: Author, id: LaneId): void =>
  setDeleted(board, author, 'lanes', id, true);

/** A place a card may be put: a cell, or the inbox. */
export type Destination = { readonly step: StepId; readonly lane: LaneId } | typeof INBOX;

/** The kind a card takes in a lane: its own, unless the lane holds another kind. Null: the lane holds no cards. */
export const kindInLane = (lane: LaneType, kind: CardKind): CardKind | null => {
  const own = LANE_CARD_KIND[lane];
  return own === null ? null : own === 'note' ? kind : own;
};

/** The cards that may stand in a destination. Of thousands only these are read whole: for a cell, those that name it. */
const readPlaces = (board: Board, to: Destination): Card[] => {
  if (to === INBOX) return readAll(board, 'cards');
  const cards: Card[] = [];
  for (const id of board.records.cards.keys()) {
    const place = recordMap(board, 'cards', id)?.get('place');
    const isThere =
      typeof place === 'object' &&
      place !== null &&
      'step' in place &&
      place.step === to.step &&
      'lane' in place &&
      place.lane === to.lane;
    const card = isThere ? readRecord(board, 'cards', id) : null;
    if (card !== null) cards.push(card);
  }
  return cards;
};

const siblingCards = (board: Board, to: Destination, except: CardId | null): Ranked[] => {
  const steps = stepsOf(lineOf(readAll(board, 'phases'), readAll(board, 'steps')));
  const lanes = liveLanes(readAll(board, 'lanes'));
  const cards = readPlaces(board, to);
  const cells = cellsOf(cards, new Set(steps.map((s) => s.step.id)), new Set(lanes.map((l) => l.id)));
  const ids = cells.get(to === INBOX ? INBOX : cellKey(to.step, to.lane)) ?? [];
  const byId = new Map<string, Card>(cards.map((c) => [c.id, c]));
  return without(
    ids.map((id) => ({ id, rank: byId.get(id)?.place?.rank ?? 'a0' })),
    except,
  );
};

const placeCard = (
  board: Board,
  to: Destination,
  index: number,
  except: CardId | null,
): { place: CardPlace; settle: (w: Writer) => void } => {
  const cell = to === INBOX ? { step: null, lane: null } : { step: to.step, lane: to.lane };
  const { rank, moved } = rankAt(siblingCards(board, to, except), index);
  return {
    place: { ...cell, rank },
    settle: (w) => {
      for (const m of moved) {
        const at = to === INBOX ? (readRecord(board, 'cards', m.id)?.place ?? cell) : cell;
        w.set('cards', m.id, 'place', { step: at.step, lane: at.lane, rank: m.rank });
      }
    },
  };
};

export interface NewCard {
  readonly to: Destination;
  readonly kind: CardKind;
  readonly text?: string;
  readonly details?: Partial<CardDetails>;
  /** Among the cards of the cell; last where absent. */
  readonly index?: number;
  readonly id?: CardId;
  readonly via?: 'slack' | 'api';
}

export const addCard = (board: Board, author: Author, card: NewCard): CardId => {
  const id = card.id ?? mintId<CardId>(author.random);
  const { place, settle } = placeCard(board, card.to, card.index ?? LAST, null);
  write(board, author, (w) => {
    settle(w);
    w.create('cards', id, {
      kind: card.kind,
      text: clip(card.text ?? '', TEXT_LIMITS.card),
      place,
      details: { ...NO_DETAILS, ...card.details },
      via: card.via ?? null,
    });
  });
  return id;
};

/** Puts a card at `index` of a cell, or of the inbox; in a lane of another kind it becomes that kind (rule D8). */
export const moveCard = (board: Board, author: Author, id: CardId, to: Destination, index: number = LAST): void => {
  const card = readRecord(board, 'cards', id);
  if (card === null) return;
  const lane = to === INBOX ? null : readRecord(board, 'lanes', to.lane);
  const kind = lane === null ? card.kind : kindInLane(lane.type, card.kind);
  if (kind === null) return;
  const { place, settle } = placeCard(board, to, index, id);
  write(board, author, (w) => {
    settle(w);
    w.set('cards', id, 'place', place);
    w.set('cards', id, 'kind', kind);
  });
};

export const setCardDetails = (board: Board, author: Author, id: CardId, details: Partial<CardDetails>): void => {
  const card = readRecord(board, 'cards', id);
  if (card === null) return;
  write(board, author, (w) => w.set('cards', id, 'details', { ...card.details, ...details }));
};

export const removeCard = (board: Board, author: Author, id: CardId): void =>
  setDeleted(board, author, 'cards', id, true);

/** Brings back what was deleted, where it was. */
export const restore = (board: Board, author: Author, collection: Collection, id: string): void =>
  setDeleted(board, author, collection, id, false);

function setDeleted(board: Board, author: Author, collection: Collection, id: string, deleted: boolean): void {
  write(board, author, (w) => w.set(collection, id, 'deleted', deleted));
}

export const setPeriod = (board: Board, author: Author, id: PhaseId, period: Period): void =>
  write(board, author, (w) => w.set('phases', id, 'period', period));

export const addPersona = (board: Board, author: Author, persona: { name: string; tagline?: string }): PersonaId => {
  const id = mintId<PersonaId>(author.random);
  const rank = rankLast(livePersonas(readAll(board, 'personas')).sort(byRank));
  write(board, author, (w) =>
    w.create('personas', id, {
      name: clip(persona.name, TEXT_LIMITS.title),
      tagline: clip(persona.tagline ?? '', TEXT_LIMITS.card),
      rank,
    }),
  );
  return id;
};

export const removePersona = (board: Board, author: Author, id: PersonaId): void =>
  setDeleted(board, author, 'personas', id, true);

/** Sets a point of a feeling curve, clamped to −2…+2 and rounded to tenths; `word` stays where it is not given. */
export const setFeeling = (
  board: Board,
  author: Author,
  at: { step: StepId; persona: PersonaId; kind: FeelingKind },
  to: { valence: number; word?: string },
): void => {
  const key = feelingKey(at.step, at.persona, at.kind);
  const oldWord = readFeeling(board, key)?.word ?? '';
  const valence = Math.round(Math.max(-2, Math.min(2, to.valence)) * 10) / 10;
  write(board, author, (w) =>
    w.put('feelings', key, {
      ...at,
      // −0 is 0: it would read as another value.
      valence: valence === 0 ? 0 : valence,
      word: clip(to.word ?? oldWord, TEXT_LIMITS.title),
      setBy: w.person,
      setAt: w.now,
    }),
  );
};

/** Takes a point off the curve: the step is then a gap in the line, not a zero. */
export const clearFeeling = (
  board: Board,
  author: Author,
  at: { step: StepId; persona: PersonaId; kind: FeelingKind },
): void => write(board, author, (w) => w.put('feelings', feelingKey(at.step, at.persona, at.kind), undefined));

/** Says who a person is, so that their cards carry a name. Not an edit of the journey: it cannot be undone. */
export const introduce = (board: Board, author: Author, person: Person): void => {
  const { id, ...rest } = { ...person, name: clip(person.name, TEXT_LIMITS.personName) };
  const before = board.registers.people.get(id);
  if (JSON.stringify(before) === JSON.stringify(rest)) return;
  board.doc.transact(() => board.registers.people.set(id, rest), author);
};
