import type {
  AwarenessGoal,
  BlankPreset,
  Channel,
  ChannelMode,
  Device,
  Localized,
  Milestone,
  PainCategory,
  Period,
  Severity,
  TouchpointOwner,
} from '../enumerations.ts';

export interface TemplatePhase {
  readonly name: Localized;
  readonly period: Period;
}

export interface TemplatePersona {
  /** A first name, the same in every language. */
  readonly name: string;
  readonly tagline: Localized;
}

export interface TemplateStep {
  /** Index into `phases`. */
  readonly phase: number;
  readonly title: Localized;
  readonly touchpoint: {
    readonly text: Localized;
    readonly channel: Channel;
    readonly mode: ChannelMode;
    readonly owner: TouchpointOwner;
    readonly device?: Device;
  };
  readonly action: Localized;
  readonly response: Localized;
  /** −2 to +2. */
  readonly actual: number;
  readonly desired: number;
  /** The feeling in the customer's own word. */
  readonly feeling: Localized;
  readonly pain?: { readonly text: Localized; readonly category: PainCategory; readonly severity: Severity };
  readonly opportunity?: Localized;
  readonly backstage?: Localized;
  readonly milestones: readonly Milestone[];
  readonly awarenessGoals?: readonly AwarenessGoal[];
  /** Share of customers lost at this step, 0 to 1. */
  readonly dropOff?: number;
  /** Index of the earlier step a recommendation leads back to. */
  readonly refersTo?: number;
  /** Index into `personas`; the first persona where absent. */
  readonly persona?: number;
}

/** A worked journey: every text in every language, so that a board starts complete in any of them. */
export interface JourneyTemplate {
  readonly id: string;
  readonly name: Localized;
  readonly loop: boolean;
  readonly personas: readonly TemplatePersona[];
  readonly scenario: Localized;
  readonly startTrigger: Localized;
  readonly endEvent: Localized;
  readonly metrics: readonly Localized[];
  readonly phases: readonly TemplatePhase[];
  readonly steps: readonly TemplateStep[];
}

/** A board with phases and nothing in them. */
export interface BlankTemplate {
  readonly id: BlankPreset;
  readonly name: Localized;
  readonly loop: boolean;
  readonly phases: readonly TemplatePhase[];
}
