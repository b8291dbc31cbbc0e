/** The HTTP contract: requests, responses, and every error by its code. Server, board and bot share it. */
import * as v from 'valibot';
import { cardPlaceSchema } from '../records/cards.ts';
import {
  boardIdSchema,
  cardIdSchema,
  laneIdSchema,
  personIdSchema,
  phaseIdSchema,
  stepIdSchema,
} from '../records/ids.ts';
import { TEXT_LIMITS } from '../records/limits.ts';
import { sessionSchema } from '../session/session.ts';
import { CARD_KINDS } from '../words/cards.ts';
import { CHANNELS } from '../words/channels.ts';
import { laneSetSchema } from '../words/lane-sets.ts';
import { LANE_TYPES } from '../words/lanes.ts';
import { LANGUAGES } from '../words/language.ts';
import { ROLES } from '../words/roles.ts';

export const createBoardSchema = v.object({
  /** The id of a template or blank preset; `five` if absent. */
  template: v.optional(v.pipe(v.string(), v.maxLength(64))),
  title: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(TEXT_LIMITS.title))),
  language: v.optional(v.picklist(LANGUAGES)),
  /** The lane set of a blank board, instead of the preset's own lanes. */
  lanes: v.optional(laneSetSchema),
});
export type CreateBoard = v.InferOutput<typeof createBoardSchema>;

/**
 * The links that the caller may hand on: a facilitator gets all three, a participant two, a viewer one. Each is a URL
 * ending in `#token=…`.
 */
export const linksSchema = v.object({
  facilitator: v.optional(v.string()),
  participant: v.optional(v.string()),
  viewer: v.string(),
});
export type Links = v.InferOutput<typeof linksSchema>;

/** The links that the maker of a board gets. */
const allLinksSchema = v.object({ facilitator: v.string(), participant: v.string(), viewer: v.string() });

export const createdBoardSchema = v.object({ id: boardIdSchema, links: allLinksSchema });
export type CreatedBoard = v.InferOutput<typeof createdBoardSchema>;

/**
 * A card from outside the board. `step` is a step's id or its number on the board ("2.3"); `lane` is a lane's id or
 * type. If either is not given or not found, the card goes to the inbox. `feeling` is −2 to +2.
 */
export const createCardSchema = v.object({
  /** The card's id, if the sender wants to know it beforehand. */
  id: v.optional(cardIdSchema),
  kind: v.picklist(CARD_KINDS),
  text: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(TEXT_LIMITS.card)),
  step: v.optional(v.pipe(v.string(), v.maxLength(64))),
  lane: v.optional(v.pipe(v.string(), v.maxLength(64))),
  channel: v.optional(v.picklist(CHANNELS)),
  feeling: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-2), v.maxValue(2))),
});
export type CreateCard = v.InferOutput<typeof createCardSchema>;

/** Where a card went; the inbox if `step` is null. The titles are for a reply that names the place. */
export const createdCardSchema = v.object({
  id: cardIdSchema,
  place: v.object({
    ...cardPlaceSchema.entries,
    stepNumber: v.nullable(v.string()),
    stepTitle: v.nullable(v.string()),
    phaseName: v.nullable(v.string()),
    laneType: v.nullable(v.picklist(LANE_TYPES)),
  }),
});
export type CreatedCard = v.InferOutput<typeof createdCardSchema>;

/** What the caller may see of a board in short: role, title and session. */
export const accessSchema = v.object({
  board: boardIdSchema,
  role: v.picklist(ROLES),
  title: v.string(),
  session: sessionSchema,
  serverNow: v.number(),
});
export type Access = v.InferOutput<typeof accessSchema>;

/**
 * A board's phases, steps and lanes in order, without its cards: enough to name a place on it. Equal outlines have the
 * same `version`, which is also the ETag: a client that sends it as `If-None-Match` is answered 304 until the outline
 * changes.
 */
export const outlineSchema = v.object({
  version: v.string(),
  title: v.string(),
  language: v.picklist(LANGUAGES),
  phases: v.array(v.object({ id: phaseIdSchema, name: v.string() })),
  /** `number` as printed on the board: "2.3" is the third step of the second phase. */
  steps: v.array(v.object({ id: stepIdSchema, number: v.string(), title: v.string(), phase: phaseIdSchema })),
  /** `name` is empty for a lane that is called by its type, in the reader's language. */
  lanes: v.array(v.object({ id: laneIdSchema, type: v.picklist(LANE_TYPES), name: v.string() })),
});
export type Outline = v.InferOutput<typeof outlineSchema>;

/** A template as the home page offers it and draws its line. */
export const templateSummarySchema = v.object({
  id: v.string(),
  name: v.string(),
  scenario: v.string(),
  blank: v.boolean(),
  loop: v.boolean(),
  phases: v.array(v.object({ name: v.string(), period: v.string(), steps: v.number() })),
  /** The names of its lanes, from top to bottom. */
  lanes: v.array(v.string()),
  /** The actual feeling of each step, in order; empty if the template has none. */
  curve: v.array(v.number()),
});
export type TemplateSummary = v.InferOutput<typeof templateSummarySchema>;
export const templateListSchema = v.array(templateSummarySchema);

/**
 * The person for whom the bot acts. The bot vouches for them with the service token: header `x-person`, the JSON
 * percent-encoded.
 */
export const actingPersonSchema = v.object({
  id: personIdSchema,
  name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(TEXT_LIMITS.personName)),
});
export type ActingPerson = v.InferOutput<typeof actingPersonSchema>;

/** Every error that leaves the server, with its HTTP status. The server words it in the language of Accept-Language. */
export const ERROR_STATUS = {
  'bad-request': 400,
  unauthorised: 401,
  forbidden: 403,
  'not-found': 404,
  'unknown-template': 404,
  conflict: 409,
  'session-refused': 409,
  'board-full': 413,
  'too-large': 413,
  'too-fast': 429,
  'not-saving': 503,
  'board-damaged': 500,
  internal: 500,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUS;

/** `reason` is there if the code is `session-refused`: a `SessionRefusal`. */
export const errorSchema = v.object({
  error: v.object({
    code: v.picklist(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]),
    message: v.string(),
    reason: v.optional(v.string()),
  }),
});
export type ApiError = v.InferOutput<typeof errorSchema>;

export const HEADER_PERSON = 'x-person';
/** Beside a snapshot: its position in the board's log. */
export const HEADER_EPOCH = 'x-epoch';
export const HEADER_SEQ = 'x-seq';
export const HEADER_SERVICE_TOKEN = 'x-service-token';

export const API = {
  boards: '/api/boards',
  board: (board: string) => `/api/boards/${board}`,
  access: (board: string) => `/api/boards/${board}/access`,
  /** Phases, steps and lanes alone, with an ETag. */
  outline: (board: string) => `/api/boards/${board}/outline`,
  /** The board as one Yjs update, compressed. */
  snapshot: (board: string) => `/api/boards/${board}/snapshot`,
  links: (board: string) => `/api/boards/${board}/links`,
  cards: (board: string) => `/api/boards/${board}/cards`,
  /** DELETE hides a card, for its author or a facilitator. Repeated, it gives the same answer. */
  card: (board: string, card: string) => `/api/boards/${board}/cards/${card}`,
  sessionCommands: (board: string) => `/api/boards/${board}/session/commands`,
  templates: '/api/templates',
} as const;
