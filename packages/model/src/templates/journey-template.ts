import type { Channel, ChannelMode } from '../words/channels.ts';
import type { Appeal, AwarenessGoal, ContentFormat, ContentStatus } from '../words/content.ts';
import type { CustomerType } from '../words/customers.ts';
import type { MetricType } from '../words/evidence.ts';
import type { PainCategory, Severity } from '../words/improvements.ts';
import type { LaneType } from '../words/lanes.ts';
import type { Localized } from '../words/language.ts';
import type { Audience, BlankPreset, MapKind, PhaseModel } from '../words/maps.ts';
import type { CanonicalPhase, Period } from '../words/phases.ts';
import type { Milestone } from '../words/steps.ts';
import type { Device, Quality, TouchpointOwner } from '../words/touchpoints.ts';

export interface TemplatePhase {
  readonly name: Localized;
  readonly period: Period;
  readonly canonical?: CanonicalPhase;
}

export interface TemplateLane {
  readonly type: LaneType;
  /** Where absent, the lane is called by its type. */
  readonly name?: Localized;
}

export interface TemplatePersona {
  /** A first name, the same in every language. */
  readonly name: string;
  readonly tagline: Localized;
}

export interface TemplateTouchpoint {
  readonly text: Localized;
  readonly channel: Channel;
  readonly mode: ChannelMode;
  readonly owner: TouchpointOwner;
  readonly device?: Device;
}

export interface TemplateContent {
  readonly text: Localized;
  readonly goal: AwarenessGoal;
  readonly format: ContentFormat;
  readonly appeal: Appeal;
  readonly status: ContentStatus;
}

export interface TemplateMetric {
  readonly text: Localized;
  readonly type: MetricType;
  readonly unit?: Localized;
  /** Index of the step it is measured at. */
  readonly step: number;
}

export interface TemplateStep {
  /** Index into `phases`. */
  readonly phase: number;
  readonly title: Localized;
  readonly touchpoint: TemplateTouchpoint;
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
  readonly content?: readonly TemplateContent[];
  readonly milestones: readonly Milestone[];
  /** Share of customers lost at this step, 0 to 1. */
  readonly dropOff?: number;
  /** Index of the earlier step a recommendation leads back to. */
  readonly refersTo?: number;
  /** Indices of the earlier steps whose pain is made good here. */
  readonly recovers?: readonly number[];
  /** Index into `personas`; the first persona where absent. */
  readonly persona?: number;
}

/** The parts that every template has. */
interface Beginning {
  readonly name: Localized;
  readonly phaseModel: PhaseModel;
  readonly loop: boolean;
  readonly phases: readonly TemplatePhase[];
}

/** A worked journey: every text in every language, so that a board starts complete in any of them. */
export interface JourneyTemplate extends Beginning {
  readonly form: 'journey';
  readonly id: string;
  readonly customerType: CustomerType;
  readonly audience?: Audience;
  readonly personas: readonly TemplatePersona[];
  readonly scenario: Localized;
  readonly startTrigger: Localized;
  readonly endEvent: Localized;
  readonly metrics: readonly TemplateMetric[];
  readonly steps: readonly TemplateStep[];
}

/** A board with phases and lanes, and nothing in them. */
export interface BlankTemplate extends Beginning {
  readonly form: 'blank';
  readonly id: BlankPreset;
  readonly kind: MapKind;
  readonly lanes: readonly TemplateLane[];
}

export interface ComparisonCard {
  /** Index into `lanes`. */
  readonly lane: number;
  readonly text: Localized;
  readonly channel: Channel;
  readonly owner: TouchpointOwner;
  readonly quality: Quality;
}

/** Touchpoints of two journeys above each other, to talk about. */
export interface ComparisonTemplate extends Beginning {
  readonly form: 'comparison';
  readonly id: string;
  readonly customerType: CustomerType;
  readonly scenario: Localized;
  readonly lanes: readonly TemplateLane[];
  readonly steps: readonly {
    /** Index into `phases`. */
    readonly phase: number;
    readonly title: Localized;
    readonly cards: readonly ComparisonCard[];
  }[];
}

export type Template = JourneyTemplate | BlankTemplate | ComparisonTemplate;
