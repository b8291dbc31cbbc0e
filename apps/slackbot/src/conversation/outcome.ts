/**
 * How a request ended, as data. Messages are made from it and nothing else. It is stored, so that a second delivery of
 * the same request gets the same answer.
 */
import { createCardSchema } from '@samrejse/model/api/http';
import { sessionSchema } from '@samrejse/model/session/session';
import { CHANNELS } from '@samrejse/model/words/channels';
import { ROLES } from '@samrejse/model/words/roles';
import * as v from 'valibot';
import { SUBCOMMANDS } from '../grammar/subcommand.ts';
import { chatCardKindSchema } from './request.ts';

const stepLabelSchema = v.object({ number: v.string(), step: v.string(), phase: v.string() });
export type StepLabel = v.InferOutput<typeof stepLabelSchema>;

/** Where a card went, and why. */
const placedSchema = v.variant('is', [
  v.object({ is: v.literal('named'), at: stepLabelSchema }),
  /** The name was not exact: the answer quotes what was written. */
  v.object({ is: v.literal('near'), at: stepLabelSchema, wrote: v.string() }),
  /** Only a phase was named: its first step. */
  v.object({ is: v.literal('phase'), at: stepLabelSchema }),
  /** Nothing was named: the step to which this person added last in this channel. */
  v.object({ is: v.literal('last'), at: stepLabelSchema }),
  v.object({ is: v.literal('inbox') }),
  v.object({ is: v.literal('ambiguous'), wrote: v.string(), options: v.array(stepLabelSchema) }),
]);
export type PlacedAt = v.InferOutput<typeof placedSchema>;

/** Where a card was meant to go, before the board has taken it. */
const meantSchema = v.variant('is', [
  v.object({ is: v.picklist(['nowhere', 'named', 'phase', 'last']) }),
  v.object({ is: v.literal('near'), wrote: v.string() }),
  v.object({ is: v.literal('ambiguous'), wrote: v.string(), options: v.array(stepLabelSchema) }),
]);
export type Meant = v.InferOutput<typeof meantSchema>;

/**
 * What is sent to the board. It is decided once and stored, because the board answers the same card under the same key
 * again, and refuses another card under that key. Decided anew, it could differ: a step may have been renamed meanwhile,
 * or the person's last step may be another one.
 */
export const planSchema = v.object({ card: createCardSchema, meant: meantSchema });
export type Plan = v.InferOutput<typeof planSchema>;

const text = v.string();
const cardKind = chatCardKindSchema;

export const outcomeSchema = v.variant('is', [
  v.object({
    is: v.literal('added'),
    cardKind,
    key: v.string(),
    text,
    placed: placedSchema,
    channel: v.nullable(v.picklist(CHANNELS)),
    feeling: v.nullable(v.picklist([-2, -1, 0, 1, 2])),
  }),
  /** Slack wants an answer now, and the work goes on. */
  v.object({ is: v.literal('saving'), text: v.nullable(text) }),
  /** The board does not answer. The request is stored, and the worker goes on trying. */
  v.object({ is: v.literal('kept'), text: v.nullable(text) }),
  v.object({ is: v.literal('repeated'), key: v.string(), cardKind, text }),
  v.object({ is: v.literal('undone'), key: v.string(), cardKind, text }),
  v.object({ is: v.literal('undo-refused'), why: v.picklist(['not-yours', 'link-gone']), text }),
  v.object({ is: v.literal('nothing-to-undo') }),
  v.object({ is: v.literal('nothing-to-add'), cardKind }),
  v.object({ is: v.literal('not-linked'), cardKind: v.nullable(cardKind), text: v.nullable(text) }),
  v.object({ is: v.literal('too-long'), text, length: v.number() }),
  v.object({
    is: v.literal('not-saved'),
    why: v.picklist(['link-dead', 'link-changed', 'forbidden', 'board-full', 'not-accepted']),
    text,
  }),
  /** `step` is one of the board's own, for the examples. */
  v.object({ is: v.literal('linked'), title: text, instead: v.nullable(text), step: v.nullable(stepLabelSchema) }),
  v.object({
    is: v.literal('link-refused'),
    why: v.picklist(['unreadable', 'foreign', 'viewer', 'unknown', 'unreachable']),
    host: v.string(),
  }),
  v.object({ is: v.literal('unlinked'), title: text }),
  v.object({ is: v.literal('status'), title: text, role: v.picklist(ROLES), session: sessionSchema }),
  v.object({ is: v.literal('board-silent'), title: text }),
  v.object({ is: v.literal('board-gone'), title: text }),
  v.object({ is: v.literal('help'), title: v.nullable(text) }),
  v.object({ is: v.literal('unknown'), command: v.string(), word: v.string(), closest: v.picklist(SUBCOMMANDS), text }),
  v.object({ is: v.literal('failed'), errorId: v.string(), text: v.nullable(text) }),
]);
export type Outcome = v.InferOutput<typeof outcomeSchema>;
export type OutcomeOf<Is extends Outcome['is']> = Extract<Outcome, { readonly is: Is }>;
