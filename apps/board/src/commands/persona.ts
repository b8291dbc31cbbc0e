/** Commands on one persona. */
import Trash2 from '@lucide/svelte/icons/trash-2';
import type { PersonaId } from '@samrejse/model/records/ids';
import type { Workspace } from '../state/workspace.svelte.ts';
import type { Command } from './command.ts';

export interface PersonaTarget {
  readonly workspace: Workspace;
  readonly persona: PersonaId;
}

export const PERSONA = {
  delete: {
    id: 'persona.delete',
    words: (t) => t.removePersona,
    icon: Trash2,
    keys: [],
    // A journey is somebody's.
    allowed: ({ workspace }) => workspace.rights.mayShape && workspace.live.orderedPersonas.length > 1,
    run: ({ workspace, persona }) => workspace.remove('personas', persona),
  },
} satisfies Record<string, Command<PersonaTarget>>;
