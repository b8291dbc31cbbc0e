/**
 * The fixed word lists of a customer journey. The terms are those of the field; the words that people read for each of
 * them, in three languages, are in the files beside this one.
 */

export const LANGUAGES = ['en', 'da', 'sv'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in every language of the product. */
export type Localized = Readonly<Record<Language, string>>;

/** What a map is about and for. */
export const MAP_KINDS = [
  'journey_map',
  'experience_map',
  'service_blueprint',
  'journey_canvas',
  'exit_journey',
] as const;
export type MapKind = (typeof MAP_KINDS)[number];

/** Whether the map shows what is, what should be, or what is supposed. */
export const MAP_STATES = ['current', 'future', 'hypothesis', 'research'] as const;
export type MapState = (typeof MAP_STATES)[number];

export const MAP_STATUSES = ['unmapped', 'draft', 'in_research', 'in_review', 'live', 'archived'] as const;
export type MapStatus = (typeof MAP_STATUSES)[number];

/** What the people on the journey are called. */
export const CUSTOMER_TYPES = [
  'customer',
  'business_customer',
  'user',
  'citizen',
  'patient',
  'student',
  'member',
  'traveller',
  'employee',
  'donor',
  'other',
] as const;
export type CustomerType = (typeof CUSTOMER_TYPES)[number];

export const AUDIENCES = ['prospect', 'customer', 'both'] as const;
export type Audience = (typeof AUDIENCES)[number];

export const PHASE_MODELS = ['four', 'five', 'period3', 'six_loop', 'aidas', 'custom'] as const;
export type PhaseModel = (typeof PHASE_MODELS)[number];

/** What a phase is in the models of the field, whatever the team calls it. */
export const CANONICAL_PHASES = [
  'attention',
  'consideration',
  'decision',
  'evaluation',
  'recognition',
  'retention',
  'delight',
  'custom',
] as const;
export type CanonicalPhase = (typeof CANONICAL_PHASES)[number];

/** Where a phase lies relative to the purchase (or the service) itself. */
export const PERIODS = ['before', 'during', 'after'] as const;
export type Period = (typeof PERIODS)[number];

export const STEP_KINDS = ['touchpoint', 'action', 'decision', 'wait'] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** How a step of a planned journey went in an actual one, as in CJML (SINTEF's Customer Journey Modelling Language). */
export const STEP_STATUSES = ['completed', 'missing', 'failing', 'adhoc'] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

export const CARD_KINDS = [
  'touchpoint',
  'action',
  'response',
  'thought',
  'question',
  'quote',
  'need',
  'goal',
  'pain',
  'gain',
  'opportunity',
  'idea',
  'solution',
  'content',
  'insight',
  'evidence',
  'assumption',
  'metric',
  'process',
  'system',
  'image',
  'note',
] as const;
export type CardKind = (typeof CARD_KINDS)[number];

export const LANE_TYPES = [
  'touchpoints',
  'actions',
  'expected_action',
  'company_response',
  'thoughts',
  'questions',
  'needs',
  'goals',
  'information_need',
  'channel',
  'device',
  'emotion',
  'engagement',
  'importance',
  'trust',
  'quotes',
  'evidence_image',
  'physical_evidence',
  'frontstage',
  'backstage',
  'support_process',
  'systems',
  'separator_interaction',
  'separator_visibility',
  'separator_internal',
  'pains',
  'gains',
  'opportunities',
  'ideas',
  'solutions',
  'content',
  'metrics',
  'drop_off',
  'moments',
  'decision',
  'actors',
  'policy',
  'duration',
  'text',
  'image',
  'nested_journey',
] as const;
export type LaneType = (typeof LANE_TYPES)[number];

/** What a card added to a lane becomes; `null` where a lane holds no cards, but draws what the steps say. */
export const LANE_CARD_KIND: Readonly<Record<LaneType, CardKind | null>> = {
  touchpoints: 'touchpoint',
  actions: 'action',
  expected_action: 'action',
  company_response: 'response',
  thoughts: 'thought',
  questions: 'question',
  needs: 'need',
  goals: 'goal',
  information_need: null,
  channel: null,
  device: null,
  emotion: null,
  engagement: null,
  importance: null,
  trust: null,
  quotes: 'quote',
  evidence_image: 'image',
  physical_evidence: 'note',
  frontstage: 'process',
  backstage: 'process',
  support_process: 'process',
  systems: 'system',
  separator_interaction: null,
  separator_visibility: null,
  separator_internal: null,
  pains: 'pain',
  gains: 'gain',
  opportunities: 'opportunity',
  ideas: 'idea',
  solutions: 'solution',
  content: 'content',
  metrics: 'metric',
  drop_off: null,
  moments: null,
  decision: 'note',
  actors: 'note',
  policy: 'note',
  duration: null,
  text: 'note',
  image: 'image',
  nested_journey: null,
};

/** Lanes a board may start with, top to bottom. The steps themselves are the header and no lane. */
export const LANE_SETS = {
  basic: ['touchpoints', 'channel', 'expected_action', 'company_response', 'emotion', 'pains', 'opportunities'],
  content: [
    'touchpoints',
    'channel',
    'expected_action',
    'company_response',
    'information_need',
    'content',
    'emotion',
    'pains',
    'opportunities',
  ],
  blueprint: [
    'physical_evidence',
    'expected_action',
    'separator_interaction',
    'frontstage',
    'separator_visibility',
    'backstage',
    'separator_internal',
    'support_process',
  ],
  management: ['emotion', 'drop_off', 'metrics', 'opportunities'],
} as const satisfies Record<string, readonly LaneType[]>;
export type LaneSet = keyof typeof LANE_SETS;

export const CHANNELS = [
  'search',
  'website',
  'landing_page',
  'web_shop',
  'marketplace',
  'app',
  'in_product',
  'self_service_portal',
  'email',
  'newsletter',
  'sms',
  'push',
  'live_chat',
  'chatbot',
  'messenger',
  'secure_mailbox',
  'video_meeting',
  'webinar',
  'video',
  'social_organic',
  'social_ad',
  'display_ad',
  'review_site',
  'forum',
  'phone',
  'letter',
  'print',
  'out_of_home',
  'store',
  'service_desk',
  'branch',
  'meeting',
  'home_visit',
  'event',
  'delivery',
  'parcel_locker',
  'self_service_machine',
  'product_itself',
  'invoice',
  'payment',
  'word_of_mouth',
  'unknown',
] as const;
export type Channel = (typeof CHANNELS)[number];

export const CHANNEL_GROUPS = ['own_digital', 'digital_dialogue', 'social_and_paid', 'physical_and_other'] as const;
export type ChannelGroup = (typeof CHANNEL_GROUPS)[number];

/** How a channel meets the customer: on the net, off it, or both. */
export const CHANNEL_MODES = ['on', 'off', 'both'] as const;
export type ChannelMode = (typeof CHANNEL_MODES)[number];

export const DEVICES = ['phone', 'tablet', 'laptop', 'desktop', 'tv', 'watch', 'kiosk', 'none'] as const;
export type Device = (typeof DEVICES)[number];

export const TOUCHPOINT_OWNERS = ['owned', 'paid', 'earned', 'partner', 'customer'] as const;
export type TouchpointOwner = (typeof TOUCHPOINT_OWNERS)[number];

/** Who begins at a touchpoint. */
export const INITIATORS = ['customer', 'company', 'third_party', 'system'] as const;
export type Initiator = (typeof INITIATORS)[number];

export const QUALITIES = ['good', 'neutral', 'bad'] as const;
export type Quality = (typeof QUALITIES)[number];

export const PAIN_CATEGORIES = ['awareness', 'values', 'product', 'price', 'purchase', 'service', 'resale'] as const;
export type PainCategory = (typeof PAIN_CATEGORIES)[number];

export const SEVERITIES = ['trivial', 'workaround', 'abandon'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const PAIN_STATUSES = ['open', 'known', 'in_work', 'solved'] as const;
export type PainStatus = (typeof PAIN_STATUSES)[number];

export const OPPORTUNITY_STATUSES = ['new', 'shortlisted', 'planned', 'in_work', 'done', 'rejected'] as const;
export type OpportunityStatus = (typeof OPPORTUNITY_STATUSES)[number];

export const SOLUTION_STATUSES = ['planned', 'in_work', 'released', 'rejected'] as const;
export type SolutionStatus = (typeof SOLUTION_STATUSES)[number];

export const PRIORITIES = ['high', 'medium', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** The part of the company that answers for something. */
export const COMPANY_FUNCTIONS = [
  'marketing',
  'sales',
  'service',
  'product',
  'delivery',
  'finance',
  'it',
  'partner',
  'other',
] as const;
export type CompanyFunction = (typeof COMPANY_FUNCTIONS)[number];

export const PERSONALISATIONS = ['none', 'segment', 'individual'] as const;
export type Personalisation = (typeof PERSONALISATIONS)[number];

/** What content or an answer builds in the customer. */
export const EFFECTS = ['top_of_mind', 'qualified_awareness', 'trust', 'loyalty'] as const;
export type Effect = (typeof EFFECTS)[number];

/** How well something is known, weakest first. */
export const EVIDENCE_LEVELS = ['assumption', 'anecdotal', 'observed', 'measured'] as const;
export type EvidenceLevel = (typeof EVIDENCE_LEVELS)[number];

export const EVIDENCE_TYPES = [
  'interview',
  'observation',
  'survey',
  'support_ticket',
  'review',
  'analytics',
  'sales_note',
  'experiment',
  'document',
  'workshop',
] as const;
export type EvidenceType = (typeof EVIDENCE_TYPES)[number];

export const INSIGHT_TYPES = ['pain', 'gain', 'need', 'job', 'observation', 'quote'] as const;
export type InsightType = (typeof INSIGHT_TYPES)[number];

export const MILESTONES = [
  'first_contact',
  'commit',
  'first_use',
  'mot',
  'zmot',
  'fmot',
  'smot',
  'umot',
  'recovery',
  'exit_risk',
] as const;
export type Milestone = (typeof MILESTONES)[number];

export const INFORMATION_NEEDS = [
  'none',
  'general',
  'comparative',
  'specific',
  'price_terms',
  'how_to',
  'status',
  'problem_help',
] as const;
export type InformationNeed = (typeof INFORMATION_NEEDS)[number];

/** Rungs of the awareness ladder: problem, loss, kinds of solution, provider; then expand and advocate. */
export const AWARENESS_GOALS = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'] as const;
export type AwarenessGoal = (typeof AWARENESS_GOALS)[number];

export const CONTENT_FORMATS = [
  'article',
  'guide',
  'ebook',
  'comparison_test',
  'customer_story',
  'product_facts',
  'calculator',
  'ad',
  'social_post',
  'email',
  'newsletter',
  'webinar',
  'video',
  'demo',
  'price_page',
  'faq',
  'support_article',
  'tip',
  'peer_group',
  'loyalty_offer',
  'referral_kit',
  'event_talk',
  'letter',
  'script',
] as const;
export type ContentFormat = (typeof CONTENT_FORMATS)[number];

export const APPEALS = ['emotional', 'rational', 'both'] as const;
export type Appeal = (typeof APPEALS)[number];

export const CONTENT_STATUSES = ['idea', 'planned', 'in_work', 'live', 'outdated'] as const;
export type ContentStatus = (typeof CONTENT_STATUSES)[number];

export const METRIC_TYPES = ['NPS', 'CSAT', 'CES', 'RATIO', 'TIME', 'COUNT', 'OTHER'] as const;
export type MetricType = (typeof METRIC_TYPES)[number];

/** Which way a metric should go. */
export const COMPARISONS = ['at_least', 'at_most', 'equal'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export const BUYING_ROLES = ['user', 'buyer', 'approver', 'influencer', 'gatekeeper'] as const;
export type BuyingRole = (typeof BUYING_ROLES)[number];

/** How a persona is told from the others besides by colour. */
export const PERSONA_SHAPES = ['circle', 'square', 'triangle', 'diamond', 'hexagon', 'star'] as const;
export type PersonaShape = (typeof PERSONA_SHAPES)[number];

export const LINK_KINDS = [
  'flow',
  'channel_switch',
  'loop',
  'cause',
  'dependency',
  'handoff',
  'refers_to',
  'recovers',
] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** What the customer feels today, what we want them to feel, and how far they trust us. */
export const FEELING_KINDS = ['actual', 'desired', 'trust'] as const;
export type FeelingKind = (typeof FEELING_KINDS)[number];

/** Words to pick a feeling from; any other word may be typed. Plutchik's eight first, then those of service. */
export const FEELINGS = [
  'joy',
  'trust',
  'fear',
  'surprise',
  'sadness',
  'disgust',
  'anger',
  'anticipation',
  'curious',
  'hopeful',
  'confident',
  'relieved',
  'proud',
  'grateful',
  'confused',
  'uncertain',
  'impatient',
  'anxious',
  'annoyed',
  'frustrated',
  'powerless',
  'lonely',
  'bored',
  'disappointed',
] as const;
export type FeelingWord = (typeof FEELINGS)[number];

/** −2 very dissatisfied to +2 very satisfied. Missing is missing, never 0. */
export const VALENCES = [-2, -1, 0, 1, 2] as const;

export const ROLES = ['facilitator', 'participant', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** Blank boards, by what they start from. */
export const BLANK_PRESETS = [
  'four',
  'five',
  'period3',
  'six_loop',
  'service_blueprint',
  'canvas',
  'exit_journey',
] as const;
export type BlankPreset = (typeof BLANK_PRESETS)[number];
