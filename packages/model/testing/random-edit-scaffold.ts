/**
 * Random edits of the records that a facilitator shapes: phases, steps, lanes, personas, channels and the map itself.
 */
import { addLane, moveLane, setLaneType } from '../src/edits/lanes.ts';
import { addChannel } from '../src/edits/library.ts';
import { addPersona, movePersona } from '../src/edits/personas.ts';
import { addPhase, mergePhase, movePhase, splitPhase } from '../src/edits/phases.ts';
import { remove, restore, setFields, setMeta } from '../src/edits/records.ts';
import { addStep, forkStep, mergeStep, moveStep, splitStep } from '../src/edits/steps.ts';
import type { CardId, LaneId, PersonaId, PhaseId, StepId } from '../src/records/ids.ts';
import { CHANNEL_GROUPS, CHANNEL_MODES } from '../src/words/channels.ts';
import { LANE_TYPES } from '../src/words/lanes.ts';
import { MAP_STATES } from '../src/words/maps.ts';
import { PERIODS } from '../src/words/phases.ts';
import { INFORMATION_NEEDS, MILESTONES } from '../src/words/steps.ts';
import { DEVICES } from '../src/words/touchpoints.ts';
import { anyId, type Editor, type RandomEdit, someIds, word } from './editor.ts';

const SCAFFOLD = ['phases', 'steps', 'lanes', 'personas', 'channels'] as const;

/** Calls `act` with two ids of a collection, which may be the same; does nothing if the collection is empty. */
const withTwo = <Id extends string>(e: Editor, collection: 'phases' | 'steps', act: (a: Id, b: Id) => void): void => {
  const [a, b] = [anyId<Id>(e, collection), anyId<Id>(e, collection)];
  if (a !== undefined && b !== undefined) act(a, b);
};

const phaseEdits: Readonly<Record<string, RandomEdit>> = {
  addPhase: (e) =>
    void addPhase(e.board, e.author, {
      name: word(e),
      period: e.random.pick(PERIODS) ?? 'before',
      index: e.random.below(5),
    }),
  movePhase: (e) => {
    const id = anyId<PhaseId>(e, 'phases');
    if (id !== undefined) movePhase(e.board, e.author, id, e.random.below(6));
  },
  setPhase: (e) => {
    const id = anyId(e, 'phases');
    if (id === undefined) return;
    setFields(e.board, e.author, 'phases', id, {
      period: e.random.pick(PERIODS) ?? 'after',
      colour: e.random.below(12),
    });
  },
  splitPhase: (e) => {
    const id = anyId<PhaseId>(e, 'phases');
    if (id !== undefined) splitPhase(e.board, e.author, id, { index: e.random.below(4), name: word(e) });
  },
  mergePhase: (e) => withTwo<PhaseId>(e, 'phases', (a, b) => mergePhase(e.board, e.author, a, b)),
};

const stepEdits: Readonly<Record<string, RandomEdit>> = {
  addStep: (e) => {
    const phase = anyId<PhaseId>(e, 'phases');
    if (phase === undefined) return;
    const milestones = e.random.chance(0.3) ? [e.random.pick(MILESTONES) ?? 'mot'] : [];
    addStep(e.board, e.author, { phase, title: word(e), milestones, index: e.random.below(6) });
  },
  moveStep: (e) => {
    const [id, phase] = [anyId<StepId>(e, 'steps'), anyId<PhaseId>(e, 'phases')];
    if (id !== undefined && phase !== undefined) moveStep(e.board, e.author, id, phase, e.random.below(6));
  },
  setStep: (e) => {
    const id = anyId(e, 'steps');
    if (id === undefined) return;
    const score = e.random.chance(0.3) ? null : 1 + e.random.below(5);
    setFields(
      e.board,
      e.author,
      'steps',
      id,
      e.random.pick([
        { importanceCustomer: score },
        { milestones: e.random.chance(0.5) ? [e.random.pick(MILESTONES) ?? 'mot'] : [] },
        { personas: someIds<PersonaId>(e, 'personas') },
        { dropOff: e.random.chance(0.3) ? null : e.random.below(100) / 100 },
        { informationNeed: e.random.pick(INFORMATION_NEEDS) ?? null, informationMet: e.random.chance(0.5) },
        { ext: { other: { seen: e.random.below(9) } } },
      ]) ?? {},
    );
  },
  splitStep: (e) => {
    const id = anyId<StepId>(e, 'steps');
    if (id !== undefined) splitStep(e.board, e.author, id, { title: word(e), cards: someIds<CardId>(e, 'cards') });
  },
  mergeStep: (e) => withTwo<StepId>(e, 'steps', (a, b) => mergeStep(e.board, e.author, a, b)),
  forkStep: (e) => {
    const id = anyId<StepId>(e, 'steps');
    if (id !== undefined) forkStep(e.board, e.author, id, { personas: someIds<PersonaId>(e, 'personas') });
  },
};

const laneEdits: Readonly<Record<string, RandomEdit>> = {
  addLane: (e) =>
    void addLane(e.board, e.author, { type: e.random.pick(LANE_TYPES) ?? 'text', index: e.random.below(8) }),
  moveLane: (e) => {
    const id = anyId<LaneId>(e, 'lanes');
    if (id !== undefined) moveLane(e.board, e.author, id, e.random.below(8));
  },
  setLane: (e) => {
    const id = anyId<LaneId>(e, 'lanes');
    if (id === undefined) return;
    if (e.random.chance(0.5)) setLaneType(e.board, e.author, id, e.random.pick(LANE_TYPES) ?? 'text');
    else setFields(e.board, e.author, 'lanes', id, { hidden: e.random.chance(0.5), collapsed: e.random.chance(0.5) });
  },
};

export const SCAFFOLD_EDITS: Readonly<Record<string, RandomEdit>> = {
  ...phaseEdits,
  ...stepEdits,
  ...laneEdits,
  addPersona: (e) => void addPersona(e.board, e.author, { name: word(e), tagline: word(e) }),
  setPersona: (e) => {
    const id = anyId<PersonaId>(e, 'personas');
    if (id === undefined) return;
    if (e.random.chance(0.3)) movePersona(e.board, e.author, id, e.random.below(3));
    else {
      const device = e.random.pick(DEVICES) ?? 'phone';
      setFields(e.board, e.author, 'personas', id, { devices: [device], traits: { patience: e.random.below(101) } });
    }
  },
  addChannel: (e) =>
    void addChannel(e.board, e.author, {
      name: word(e),
      group: e.random.pick(CHANNEL_GROUPS) ?? null,
      mode: e.random.pick(CHANNEL_MODES) ?? null,
      ...(e.random.chance(0.3) ? { standsFor: 'phone' } : {}),
    }),
  setMeta: (e) =>
    setMeta(
      e.board,
      e.author,
      e.random.chance(0.5)
        ? { state: e.random.pick(MAP_STATES) ?? 'current' }
        : { reviewEveryDays: 30 + e.random.below(9), loop: e.random.chance(0.5) },
    ),
  removeScaffold: (e) => {
    const collection = e.random.pick(SCAFFOLD) ?? 'steps';
    const id = anyId(e, collection);
    if (id !== undefined) remove(e.board, e.author, collection, id);
  },
  restoreScaffold: (e) => {
    const collection = e.random.pick(SCAFFOLD) ?? 'steps';
    const id = anyId(e, collection);
    if (id !== undefined) restore(e.board, e.author, collection, id);
  },
};
