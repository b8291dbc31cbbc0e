/** The kinds of step that agendas are made of. */
import type { AgendaStep } from '../agenda.ts';

type Said = Pick<AgendaStep, 'title' | 'instruction' | 'minutes' | 'lanes'>;

/** All see everything, and nothing is voted on. */
export const OPEN = { visibility: 'open', reveal: null, ballot: null } as const;

/** The group talks; the facilitator writes down what is agreed. */
export const discuss = (said: Said): AgendaStep => ({ kind: 'discuss', ...said, rights: ['comment'], ...OPEN });

/** Each for themselves, in silence; shown when the time is up. */
export const writeSealed = (said: Said, reveal: 'signed' | 'unsigned'): AgendaStep => ({
  kind: 'write',
  ...said,
  rights: ['add', 'edit-own'],
  visibility: 'sealed',
  reveal,
  ballot: null,
});

export const arrange = (said: Said): AgendaStep => ({
  kind: 'arrange',
  ...said,
  rights: ['edit-own', 'move', 'comment'],
  ...OPEN,
});

/** Each says what the customer feels, before seeing what the others say. */
export const feelings = (said: Said): AgendaStep => ({
  kind: 'feelings',
  ...said,
  rights: ['vote', 'comment'],
  visibility: 'sealed',
  reveal: 'unsigned',
  ballot: null,
});

export const pause = (said: Said): AgendaStep => ({ kind: 'break', ...said, rights: ['comment'], ...OPEN });
