import { LANE_SETS } from '../words/lane-sets.ts';
import type { LaneType } from '../words/lanes.ts';
import { BLANK_PRESET_WORDS } from '../words/maps.ts';
import { CANONICAL_PHASE_WORDS, PERIOD_WORDS } from '../words/phases.ts';
import type { BlankTemplate, TemplateLane, TemplatePhase } from './journey-template.ts';

const lanesOf = (types: readonly LaneType[]): TemplateLane[] => types.map((type) => ({ type }));
const BASIC = lanesOf(LANE_SETS.basic);

const FOUR: readonly TemplatePhase[] = [
  { name: CANONICAL_PHASE_WORDS.attention, period: 'before', canonical: 'attention' },
  { name: CANONICAL_PHASE_WORDS.consideration, period: 'before', canonical: 'consideration' },
  { name: CANONICAL_PHASE_WORDS.decision, period: 'during', canonical: 'decision' },
  { name: CANONICAL_PHASE_WORDS.evaluation, period: 'after', canonical: 'evaluation' },
];

const FIVE: readonly TemplatePhase[] = [
  { name: CANONICAL_PHASE_WORDS.recognition, period: 'before', canonical: 'recognition' },
  { name: CANONICAL_PHASE_WORDS.consideration, period: 'before', canonical: 'consideration' },
  { name: CANONICAL_PHASE_WORDS.decision, period: 'before', canonical: 'decision' },
  { name: CANONICAL_PHASE_WORDS.retention, period: 'after', canonical: 'retention' },
  { name: CANONICAL_PHASE_WORDS.delight, period: 'after', canonical: 'delight' },
];

const PERIODS_AS_PHASES: readonly TemplatePhase[] = [
  { name: PERIOD_WORDS.before, period: 'before' },
  { name: PERIOD_WORDS.during, period: 'during' },
  { name: PERIOD_WORDS.after, period: 'after' },
];

const SIX_POINTS: readonly TemplatePhase[] = [
  { name: { en: 'Need', da: 'Behov', sv: 'Behov' }, period: 'before' },
  { name: { en: 'Search', da: 'Søg', sv: 'Sök' }, period: 'before' },
  { name: { en: 'Choose', da: 'Vælg', sv: 'Välj' }, period: 'before' },
  { name: { en: 'Buy', da: 'Køb', sv: 'Köp' }, period: 'during' },
  { name: { en: 'Use', da: 'Brug', sv: 'Använd' }, period: 'after' },
  { name: { en: 'Recommend', da: 'Anbefal', sv: 'Rekommendera' }, period: 'after' },
];

/** How customers leave: the decision is taken long before they go. */
const EXIT: readonly TemplatePhase[] = [
  { name: { en: 'Warning signs', da: 'Advarselstegn', sv: 'Varningstecken' }, period: 'before' },
  { name: { en: 'Decision to leave', da: 'Beslutning om at gå', sv: 'Beslut att sluta' }, period: 'before' },
  { name: { en: 'Leaving', da: 'Farvel', sv: 'Farväl' }, period: 'during' },
  { name: { en: 'Afterwards', da: 'Bagefter', sv: 'Efteråt' }, period: 'after' },
  { name: { en: 'Win back', da: 'Vind tilbage', sv: 'Vinn tillbaka' }, period: 'after' },
];

/** Zones for a brainstorm along the time line; the team moves the best cards to a map afterwards. */
const CANVAS_ZONES = lanesOf(['questions', 'needs', 'touchpoints', 'pains', 'gains', 'ideas']);

const journeyMap = (
  id: 'four' | 'five' | 'period3' | 'six_loop',
  phases: readonly TemplatePhase[],
  loop = false,
): BlankTemplate => ({
  form: 'blank',
  id,
  name: BLANK_PRESET_WORDS[id],
  kind: 'journey_map',
  phaseModel: id,
  loop,
  phases,
  lanes: BASIC,
});

/** Phases and lanes with nothing in them: starting points to rename, add to and split. */
export const blankTemplates: readonly BlankTemplate[] = [
  journeyMap('four', FOUR),
  journeyMap('five', FIVE),
  journeyMap('period3', PERIODS_AS_PHASES),
  journeyMap('six_loop', SIX_POINTS, true),
  {
    form: 'blank',
    id: 'service_blueprint',
    name: BLANK_PRESET_WORDS.service_blueprint,
    kind: 'service_blueprint',
    phaseModel: 'period3',
    loop: false,
    phases: PERIODS_AS_PHASES,
    lanes: lanesOf(LANE_SETS.blueprint),
  },
  {
    form: 'blank',
    id: 'canvas',
    name: BLANK_PRESET_WORDS.canvas,
    kind: 'journey_canvas',
    phaseModel: 'period3',
    loop: false,
    phases: PERIODS_AS_PHASES,
    lanes: CANVAS_ZONES,
  },
  {
    form: 'blank',
    id: 'exit_journey',
    name: BLANK_PRESET_WORDS.exit_journey,
    kind: 'exit_journey',
    phaseModel: 'custom',
    loop: false,
    phases: EXIT,
    lanes: BASIC,
  },
];
