/** The kinds of step that agendas are made of. */
import type { AgendaItem } from '../agenda.ts';

type Said = Pick<AgendaItem, 'title' | 'instruction' | 'minutes' | 'lanes'>;

/** All see everything, and nothing is voted on. */
export const OPEN = { visibility: 'open', reveal: null, ballot: null } as const;

/** The group talks; the facilitator writes down what is agreed. */
export const discuss = (said: Said): AgendaItem => ({ kind: 'discuss', ...said, rights: ['comment'], ...OPEN });

/** Each for themselves, in silence; shown when the time is up. */
export const writeSealed = (said: Said, reveal: 'signed' | 'unsigned'): AgendaItem => ({
  kind: 'write',
  ...said,
  rights: ['add', 'edit-own'],
  visibility: 'sealed',
  reveal,
  ballot: null,
});

export const arrange = (said: Said): AgendaItem => ({
  kind: 'arrange',
  ...said,
  rights: ['edit-own', 'move', 'comment'],
  ...OPEN,
});

/** Each says what the customer feels, before seeing what the others say. */
export const feelings = (said: Said): AgendaItem => ({
  kind: 'feelings',
  ...said,
  rights: ['vote', 'comment'],
  visibility: 'sealed',
  reveal: 'unsigned',
  ballot: null,
});

export const pause = (said: Said): AgendaItem => ({ kind: 'break', ...said, rights: ['comment'], ...OPEN });
