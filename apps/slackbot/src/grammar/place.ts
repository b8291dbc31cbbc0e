/**
 * Finds the step that a line names, by the words before a colon or by a number at its start. A prefix is a place only if
 * it names one; otherwise the whole line is the card's text ("Note: customers hate this").
 */

import type { Outline } from '@samrejse/model/api/http';
import type { PhaseId, StepId } from '@samrejse/model/records/ids';
import { fold } from './fold.ts';
import { matchName, type Named } from './match.ts';

export interface StepOnLine {
  readonly id: StepId;
  readonly title: string;
  /** As printed on the board: "2.3". */
  readonly number: string;
  readonly phase: PhaseId;
  readonly phaseName: string;
}

export interface Journey {
  readonly phases: readonly { readonly id: PhaseId; readonly name: string }[];
  readonly steps: readonly StepOnLine[];
}

export const journeyOf = ({ phases, steps }: Pick<Outline, 'phases' | 'steps'>): Journey => {
  const names = new Map(phases.map(({ id, name }) => [id, name]));
  return { phases, steps: steps.map((step) => ({ ...step, phaseName: names.get(step.phase) ?? '' })) };
};

export type PlaceFound =
  /** `near`: the name was not exact, so the answer quotes what was written. `phase`: only a phase was named, and its first step is taken. */
  | { readonly is: 'step'; readonly step: StepOnLine; readonly how: 'named' | 'near' | 'phase'; readonly wrote: string }
  | { readonly is: 'ambiguous'; readonly steps: readonly StepOnLine[]; readonly wrote: string }
  | { readonly is: 'none' };

export interface Placed {
  readonly place: PlaceFound;
  /** The text of the card. */
  readonly text: string;
}

const NONE: PlaceFound = { is: 'none' };

/** "2.5 seconds is too slow" speaks of time, not of step 2.5. */
const UNITS = new Set(
  (
    'second seconds sec s minute minutes min hour hours hrs h day days week weeks month months year years percent ' +
    'million billion times x km m kg kr eur euro euros usd dollars pounds stars ' +
    'sekund sekunder minut minutter time timer dag dage uge uger maned maneder ar procent pct kroner mio gange ' +
    'minuter timme timmar dagar vecka veckor manad manader kronor ganger stjerner stjarnor'
  ).split(' '),
);

const byNumber = (line: string, journey: Journey): Placed | null => {
  const found = /^(\d{1,2}\.\d{1,2})(?=[\s:])\s*:?\s*(?:[-–—]\s+)?(\S.*)$/su.exec(line);
  if (found === null) return null;
  const [, number = '', text = ''] = found;
  const step = journey.steps.find((candidate) => candidate.number === number);
  if (step === undefined) return null;
  const next = fold(text).split(' ')[0] ?? '';
  if (!line.slice(number.length).trimStart().startsWith(':') && (UNITS.has(next) || /^[%€$£]/.test(text))) return null;
  return { place: { is: 'step', step, how: 'named', wrote: number }, text };
};

interface Target {
  readonly step: StepOnLine;
  readonly phaseOnly: boolean;
}

const stepNames = (steps: readonly StepOnLine[]): Named<Target>[] =>
  steps.map((step) => ({ name: step.title, value: { step, phaseOnly: false } }));

const phaseNames = (journey: Journey): Named<Target>[] =>
  journey.phases.flatMap((phase) => {
    const first = journey.steps.find((step) => step.phase === phase.id);
    return first === undefined ? [] : [{ name: phase.name, value: { step: first, phaseOnly: true } }];
  });

const decide = (targets: readonly Target[], how: 'named' | 'near', wrote: string): PlaceFound => {
  const steps = [...new Set(targets.map((target) => target.step))];
  const [only] = targets;
  if (only === undefined) return NONE;
  if (steps.length > 1) return { is: 'ambiguous', steps, wrote };
  const phaseOnly = targets.every((target) => target.phaseOnly);
  return { is: 'step', step: only.step, how: phaseOnly && how === 'named' ? 'phase' : how, wrote };
};

/** A name that is a step's or a phase's. If both are called exactly so, the step is meant. */
const byName = (wrote: string, journey: Journey): PlaceFound => {
  const steps = matchName(wrote, stepNames(journey.steps));
  if (steps.by === 'exact') return decide(steps.found, 'named', wrote);
  const phases = matchName(wrote, phaseNames(journey));
  if (phases.by === 'exact') return decide(phases.found, 'named', wrote);
  // A part of a name is surer than a slip. Where a step and a phase are equally sure, both are possible.
  const sure = steps.by === 'part' || phases.by === 'part' ? 'part' : 'slip';
  const found = [steps, phases].flatMap((match) => (match.by === sure ? match.found : []));
  return decide(found, 'near', wrote);
};

/** `phase > step`. */
const byPath = (phase: string, step: string, journey: Journey): PlaceFound => {
  const wrote = `${phase} > ${step}`;
  const phases = matchName(
    phase,
    journey.phases.map(({ id, name }) => ({ name, value: id })),
  );
  if (phases.by === 'none') return NONE;
  const within = journey.steps.filter((candidate) => phases.found.includes(candidate.phase));
  const steps = matchName(step, stepNames(within));
  if (steps.by === 'none') return NONE;
  return decide(steps.found, phases.by === 'exact' && steps.by === 'exact' ? 'named' : 'near', wrote);
};

const resolvePrefix = (prefix: string, journey: Journey): PlaceFound => {
  const whole = byName(prefix, journey);
  if (whole.is === 'step' && whole.how !== 'near') return whole;
  const path = /^(.*\S)\s*[>›→]\s*(\S.*)$/su.exec(prefix);
  if (path !== null) return byPath(path[1] ?? '', path[2] ?? '', journey);
  return whole;
};

/** Every way to cut the line at a colon. `spaced`: a space follows the colon, as it does where it ends a place. */
const cuts = (line: string): { readonly prefix: string; readonly text: string; readonly spaced: boolean }[] => {
  const found = [];
  for (let at = line.indexOf(':'); at !== -1; at = line.indexOf(':', at + 1)) {
    const text = line.slice(at + 1);
    const prefix = line.slice(0, at).trim();
    // Two titles of 200 letters and a sign between them: no later colon can end a place.
    if (at > 420) break;
    if (prefix === '' || prefix.includes('\n') || text.startsWith('//') || text.trim() === '') continue;
    found.push({ prefix, text: text.trim(), spaced: /^\s/.test(text) });
  }
  return found;
};

const byPrefix = (line: string, journey: Journey): Placed | null => {
  const all = cuts(line).map((cut) => ({ ...cut, place: resolvePrefix(cut.prefix, journey) }));
  // The longest exact name first: a step may be called "Phase two: pay".
  const exact = all.findLast(({ place }) => place.is === 'step' && place.how !== 'near');
  if (exact !== undefined) return exact;
  const [first] = all.filter((cut) => cut.spaced);
  return first === undefined || first.place.is === 'none' ? null : first;
};

/** False where the line cannot name a place, so that nobody has to ask for the board's outline. */
export const mayNamePlace = (line: string): boolean => /^\d{1,2}\.\d{1,2}[\s:]/.test(line) || cuts(line).length > 0;

/** Finds the place that a line begins with. An ambiguous line keeps its whole text, because it is not known which words are the place. */
export const takePlace = (line: string, journey: Journey): Placed => {
  const placed = byNumber(line, journey) ?? byPrefix(line, journey);
  if (placed === null) return { place: NONE, text: line };
  return { place: placed.place, text: placed.place.is === 'ambiguous' ? line : placed.text };
};
