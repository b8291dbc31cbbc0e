/**
 * The fixed word lists of a customer journey. Terms are the field's own; the words people read for each of
 * them, in three languages, stand in `vocabulary.ts`.
 */

export const LANGUAGES = ['en', 'da', 'sv'] as const;
export type Language = (typeof LANGUAGES)[number];

/** One text in every language of the product. */
export type Localized = Readonly<Record<Language, string>>;

/** Where a phase lies relative to the purchase (or the service) itself. */
export const PERIODS = ['before', 'during', 'after'] as const;
export type Period = (typeof PERIODS)[number];

export const CARD_KINDS = ['touchpoint', 'action', 'response', 'thought', 'pain', 'opportunity', 'note'] as const;
export type CardKind = (typeof CARD_KINDS)[number];

export const LANE_TYPES = [
  'touchpoints',
  'expected_action',
  'company_response',
  'thoughts',
  'emotion',
  'pains',
  'opportunities',
  'backstage',
  'text',
] as const;
export type LaneType = (typeof LANE_TYPES)[number];

/** The lanes a new board has, top to bottom. */
export const BASIC_LANES: readonly LaneType[] = [
  'touchpoints',
  'expected_action',
  'company_response',
  'emotion',
  'pains',
  'opportunities',
];

/** What a card added to a lane becomes; `null` where a lane holds no cards. */
export const LANE_CARD_KIND: Readonly<Record<LaneType, CardKind | null>> = {
  touchpoints: 'touchpoint',
  expected_action: 'action',
  company_response: 'response',
  thoughts: 'thought',
  emotion: null,
  pains: 'pain',
  opportunities: 'opportunity',
  backstage: 'note',
  text: 'note',
};

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

/** How a channel meets the customer: on the net, off it, or both. */
export const CHANNEL_MODES = ['on', 'off', 'both'] as const;
export type ChannelMode = (typeof CHANNEL_MODES)[number];

export const DEVICES = ['phone', 'tablet', 'laptop', 'desktop', 'tv', 'watch', 'kiosk', 'none'] as const;
export type Device = (typeof DEVICES)[number];

export const TOUCHPOINT_OWNERS = ['owned', 'paid', 'earned', 'partner', 'customer'] as const;
export type TouchpointOwner = (typeof TOUCHPOINT_OWNERS)[number];

export const PAIN_CATEGORIES = ['awareness', 'values', 'product', 'price', 'purchase', 'service', 'resale'] as const;
export type PainCategory = (typeof PAIN_CATEGORIES)[number];

export const SEVERITIES = ['trivial', 'workaround', 'abandon'] as const;
export type Severity = (typeof SEVERITIES)[number];

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

export const AWARENESS_GOALS = ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'] as const;
export type AwarenessGoal = (typeof AWARENESS_GOALS)[number];

/** A feeling has two curves: what the customer feels today and what we want them to feel. */
export const FEELING_KINDS = ['actual', 'desired'] as const;
export type FeelingKind = (typeof FEELING_KINDS)[number];

/** −2 very unsatisfied to +2 very satisfied. Missing is missing, never 0. */
export const VALENCES = [-2, -1, 0, 1, 2] as const;

export const ROLES = ['facilitator', 'participant', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/** Blank boards, by the name of the phase model they start from. */
export const BLANK_PRESETS = ['four', 'five', 'period3', 'six_loop'] as const;
export type BlankPreset = (typeof BLANK_PRESETS)[number];
