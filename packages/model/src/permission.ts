/** Who may do what; one table, read by the server to decide and by the board to offer nothing that would be refused. */
import type { Role } from './enumerations.ts';

export type Action = 'read' | 'edit' | 'command-session' | 'hand-on-facilitator-link' | 'hand-on-participant-link';

const ALLOWED: Readonly<Record<Action, readonly Role[]>> = {
  read: ['facilitator', 'participant', 'viewer'],
  edit: ['facilitator', 'participant'],
  'command-session': ['facilitator'],
  'hand-on-facilitator-link': ['facilitator'],
  'hand-on-participant-link': ['facilitator', 'participant'],
};

export const can = (role: Role, action: Action): boolean => ALLOWED[action].includes(role);
