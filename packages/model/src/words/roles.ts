/** What the people at a board may be. */
import { say, type Words } from './language.ts';

export const ROLES = ['facilitator', 'participant', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

export const ROLE_WORDS: Words<Role> = {
  facilitator: say('Facilitator', 'Facilitator', 'Facilitator'),
  participant: say('Participant', 'Deltager', 'Deltagare'),
  viewer: say('Viewer', 'Læser', 'Läsare'),
};
