import type { PainCategory } from '../words/improvements.ts';

/** The results that the analyses of a worked journey must give, computed apart from this code. */
export interface ExpectedAnalysis {
  readonly steps: number;
  readonly phases: number;
  /** Two decimals. */
  readonly meanActual: number;
  readonly meanDesired: number;
  readonly good: number;
  readonly neutral: number;
  readonly bad: number;
  readonly largestGap: number;
  /** English titles, in the order of the journey. */
  readonly largestGapSteps: readonly string[];
  /** English titles, in the order of the journey. */
  readonly lowestSteps: readonly string[];
  readonly channels: number;
  /** Consecutive steps on different channels. */
  readonly channelSwitches: number;
  readonly pains: number;
  readonly abandonPains: number;
  /** Steps by the mode of their touchpoint. */
  readonly online: number;
  readonly offline: number;
  readonly both: number;
  readonly curve: readonly number[];
  readonly painCategory: Readonly<Partial<Record<PainCategory, number>>>;
}

/** By template id. */
export const expectedAnalyses: Readonly<Record<string, ExpectedAnalysis>> = {
  'b2b-purchase': {
    steps: 13,
    phases: 5,
    meanActual: 0.31,
    meanDesired: 1.31,
    good: 7,
    neutral: 2,
    bad: 4,
    largestGap: 2,
    largestGapSteps: ['Make the shortlist', 'First conversation', 'Get internal approval', 'Installation week'],
    lowestSteps: ['Notice the symptom'],
    channels: 10,
    channelSwitches: 11,
    pains: 9,
    abandonPains: 1,
    online: 7,
    offline: 5,
    both: 1,
    curve: [-2, 0, 1, 1, -1, 0, 2, -1, 1, -1, 1, 1, 2],
    painCategory: { awareness: 2, price: 2, product: 2, purchase: 1, resale: 1, service: 1 },
  },
  'web-shop': {
    steps: 11,
    phases: 4,
    meanActual: 0.09,
    meanDesired: 1.0,
    good: 5,
    neutral: 2,
    bad: 4,
    largestGap: 2,
    largestGapSteps: ['Look closer', 'Check out', 'Try on and return', 'Get the refund'],
    lowestSteps: ['Try on and return'],
    channels: 9,
    channelSwitches: 10,
    pains: 7,
    abandonPains: 3,
    online: 9,
    offline: 1,
    both: 1,
    curve: [1, -1, 0, 0, 1, 1, -1, 1, -2, -1, 2],
    painCategory: { price: 1, product: 1, service: 3, values: 2 },
  },
  'public-service': {
    steps: 10,
    phases: 3,
    meanActual: 0.0,
    meanDesired: 0.8,
    good: 4,
    neutral: 2,
    bad: 4,
    largestGap: 2,
    largestGapSteps: ['Find out what applies', 'Log in and apply'],
    lowestSteps: ['Log in and apply'],
    channels: 8,
    channelSwitches: 7,
    pains: 7,
    abandonPains: 1,
    online: 7,
    offline: 2,
    both: 1,
    curve: [-1, 0, 1, -2, 1, -1, 1, 2, -1, 0],
    painCategory: { price: 1, service: 5, values: 1 },
  },
  'saas-onboarding': {
    steps: 11,
    phases: 4,
    meanActual: 0.18,
    meanDesired: 1.18,
    good: 5,
    neutral: 2,
    bad: 4,
    largestGap: 3,
    largestGapSteps: ['First screen'],
    lowestSteps: ['First screen'],
    channels: 7,
    channelSwitches: 7,
    pains: 7,
    abandonPains: 1,
    online: 9,
    offline: 0,
    both: 2,
    curve: [1, -2, -1, 2, 1, 0, -1, 0, 2, -1, 1],
    painCategory: { price: 1, product: 2, resale: 2, values: 2 },
  },
  'health-visit': {
    steps: 11,
    phases: 4,
    meanActual: 0.18,
    meanDesired: 1.0,
    good: 5,
    neutral: 3,
    bad: 3,
    largestGap: 2,
    largestGapSteps: ['Wait for a letter', 'Prepare'],
    lowestSteps: ['Wait for a letter'],
    channels: 7,
    channelSwitches: 9,
    pains: 6,
    abandonPains: 2,
    online: 1,
    offline: 9,
    both: 1,
    curve: [-1, 1, -2, 1, -1, 0, 2, 0, 0, 1, 1],
    painCategory: { service: 5, values: 1 },
  },
  travel: {
    steps: 11,
    phases: 4,
    meanActual: 0.09,
    meanDesired: 1.0,
    good: 5,
    neutral: 2,
    bad: 4,
    largestGap: 2,
    largestGapSteps: ['Book', 'Miss the connection', 'Claim'],
    lowestSteps: ['Miss the connection'],
    channels: 10,
    channelSwitches: 10,
    pains: 6,
    abandonPains: 2,
    online: 6,
    offline: 5,
    both: 0,
    curve: [1, 0, -1, 1, 0, -1, -2, 2, -1, 1, 1],
    painCategory: { price: 1, purchase: 1, service: 4 },
  },
  'complaint-recovery': {
    steps: 10,
    phases: 4,
    meanActual: -0.2,
    meanDesired: 0.6,
    good: 5,
    neutral: 0,
    bad: 5,
    largestGap: 2,
    largestGapSteps: ['Look for information', 'Get through', 'Explain'],
    lowestSteps: ['Look for information', 'Get through', 'Vent in public'],
    channels: 7,
    channelSwitches: 8,
    pains: 5,
    abandonPains: 1,
    online: 3,
    offline: 6,
    both: 1,
    curve: [-1, -2, -2, -1, -2, 1, 2, 1, 1, 1],
    painCategory: { product: 1, service: 3, values: 1 },
  },
  'membership-loop': {
    steps: 9,
    phases: 6,
    meanActual: 0.33,
    meanDesired: 1.33,
    good: 4,
    neutral: 2,
    bad: 3,
    largestGap: 3,
    largestGapSteps: ['Come alone'],
    lowestSteps: ['Come alone'],
    channels: 6,
    channelSwitches: 7,
    pains: 5,
    abandonPains: 2,
    online: 2,
    offline: 5,
    both: 2,
    curve: [1, -1, 0, 2, 0, -2, 2, -1, 2],
    painCategory: { price: 1, product: 1, resale: 1, service: 1, values: 1 },
  },
};
