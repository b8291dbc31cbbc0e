import { b2bPurchase } from './b2b-purchase.ts';
import { blankTemplates } from './blank.ts';
import { complaintRecovery } from './complaint-recovery.ts';
import { healthVisit } from './health-visit.ts';
import type { BlankTemplate, JourneyTemplate } from './journey-template.ts';
import { membershipLoop } from './membership-loop.ts';
import { publicService } from './public-service.ts';
import { saasOnboarding } from './saas-onboarding.ts';
import { travel } from './travel.ts';
import { webShop } from './web-shop.ts';

/** The worked journeys, in the order of the gallery. */
export const journeyTemplates: readonly JourneyTemplate[] = [
  b2bPurchase,
  webShop,
  publicService,
  saasOnboarding,
  healthVisit,
  travel,
  complaintRecovery,
  membershipLoop,
];

/** A worked journey or a blank preset by its id. */
export const findTemplate = (id: string): JourneyTemplate | BlankTemplate | undefined =>
  journeyTemplates.find((template) => template.id === id) ?? blankTemplates.find((template) => template.id === id);
