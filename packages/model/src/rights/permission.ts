/** Who may do what; one table, read by the server to decide and by the board to offer nothing that would be refused. */
import type { Role } from '../words/enumerations.ts';

/**
 * Why an edit is not its sender's to make.
 * - `shape`: a board has no place for it.
 * - `viewer`: who only watches changes nothing.
 * - `stolen-client`: it goes on with the edits of somebody else's tab.
 * - `forged-author`: it is in another's name.
 * - `provenance`: it rewrites who made something, or when.
 * - `server-only`: it writes what only the server writes.
 * - `no-right`: only its maker, or a facilitator, may do that, or the session's step does not allow it.
 */
export const OBJECTIONS = [
  'shape',
  'viewer',
  'stolen-client',
  'forged-author',
  'provenance',
  'server-only',
  'no-right',
] as const;
export type Objection = (typeof OBJECTIONS)[number];

/** What a step of the session may allow its participants. */
export const STEP_RIGHTS = ['add', 'edit-own', 'edit-all', 'move', 'remove', 'comment', 'vote'] as const;
export type StepRight = (typeof STEP_RIGHTS)[number];

/** What holds where no step says otherwise. */
export const OPEN_RIGHTS: ReadonlySet<StepRight> = new Set(STEP_RIGHTS);

export interface Actor {
  readonly person: string;
  readonly role: Role;
  /** Of the step that runs; facilitators need none, and viewers' count for nothing. */
  readonly rights: ReadonlySet<StepRight>;
}

export interface Target {
  /** The root it is in. `votes` for one person's own feelings, as opposed to what all agreed on. */
  readonly in: string;
  /** Whose it is: who made it, or is making it. Null: nobody's that is known. */
  readonly maker: string | null;
}

type Kind = 'scaffold' | 'content' | 'comments' | 'votes' | 'people';

const KINDS: Readonly<Record<string, Kind>> = {
  meta: 'scaffold',
  phases: 'scaffold',
  steps: 'scaffold',
  lanes: 'scaffold',
  personas: 'scaffold',
  channels: 'scaffold',
  cards: 'content',
  links: 'content',
  tags: 'content',
  feelings: 'content',
  comments: 'comments',
  votes: 'votes',
  people: 'people',
};

/** `move`: to another place, or within it; `remove`: hide and bring back; `resolve`: end a thread, or take it up again. */
export const ACTIONS = ['add', 'change', 'move', 'remove', 'resolve'] as const;
export type Action = (typeof ACTIONS)[number];

/** Always, never, or where the step gives one of these rights. */
type Condition = 'always' | 'never' | readonly StepRight[];
type Row = Readonly<Record<Action, Condition>>;

const all = (condition: Condition): Row => ({
  add: condition,
  change: condition,
  move: condition,
  remove: condition,
  resolve: condition,
});

/** Viewers do nothing of all this. */
const TABLE: Readonly<Record<Kind, Readonly<Record<'facilitator' | 'participant', { own: Row; others: Row }>>>> = {
  scaffold: {
    facilitator: { own: all('always'), others: all('always') },
    participant: { own: all('never'), others: all('never') },
  },
  content: {
    facilitator: { own: all('always'), others: all('always') },
    participant: {
      own: {
        add: ['add'],
        change: ['edit-own', 'edit-all'],
        move: ['move', 'edit-own'],
        remove: ['remove', 'edit-own'],
        resolve: ['edit-own', 'edit-all'],
      },
      others: { add: 'never', change: ['edit-all'], move: ['move'], remove: ['remove'], resolve: ['edit-all'] },
    },
  },
  comments: {
    facilitator: { own: all('always'), others: all('always') },
    participant: {
      own: { ...all(['comment', 'edit-own']), add: ['comment'] },
      others: { ...all('never'), resolve: ['comment'] },
    },
  },
  votes: {
    facilitator: { own: all('always'), others: { ...all('never'), remove: 'always' } },
    participant: { own: all(['vote', 'add']), others: all('never') },
  },
  people: {
    facilitator: { own: all('always'), others: all('never') },
    participant: { own: all('always'), others: all('never') },
  },
};

/** Whether a person may do this to something on the board, the step's rights being as they are. */
export const can = ({ person, role, rights }: Actor, action: Action, target: Target): boolean => {
  // What this table has no word for is part of the scaffold.
  const kind = KINDS[target.in] ?? 'scaffold';
  if (role === 'viewer') return false;
  const condition = TABLE[kind][role][target.maker === person ? 'own' : 'others'][action];
  if (typeof condition === 'string') return condition === 'always';
  return condition.some((right) => rights.has(right));
};

/** What is asked of a link before anything on the board is spoken of; `edit` is to write at all. */
export type BoardAction = 'read' | 'edit' | 'command-session' | 'hand-on-facilitator-link' | 'hand-on-participant-link';

const ROLES_FOR: Readonly<Record<BoardAction, readonly Role[]>> = {
  read: ['facilitator', 'participant', 'viewer'],
  edit: ['facilitator', 'participant'],
  'command-session': ['facilitator'],
  'hand-on-facilitator-link': ['facilitator'],
  'hand-on-participant-link': ['facilitator', 'participant'],
};

export const may = (role: Role, action: BoardAction): boolean => ROLES_FOR[action].includes(role);
