import type { Agenda } from './agenda.ts';
import { contentDay } from './agendas/content-day.ts';
import { quickMap } from './agendas/quick-map.ts';
import { twoHours } from './agendas/two-hours.ts';
import { b2bPurchase } from './b2b-purchase.ts';
import { blankTemplates } from './blank.ts';
import { complaintRecovery } from './complaint-recovery.ts';
import { healthVisit } from './health-visit.ts';
import type { JourneyTemplate, Template } from './journey-template.ts';
import { membershipLoop } from './membership-loop.ts';
import { publicService } from './public-service.ts';
import { saasOnboarding } from './saas-onboarding.ts';
import { thenAndNow } from './then-and-now.ts';
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

/** Everything a board can be made from, in the order of the gallery. */
export const templates: readonly Template[] = [...journeyTemplates, thenAndNow, ...blankTemplates];

export const findTemplate = (id: string): Template | undefined => templates.find((template) => template.id === id);

/** The agendas a workshop can follow, shortest first. */
export const agendas: readonly Agenda[] = [quickMap, twoHours, contentDay];
