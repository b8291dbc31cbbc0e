/** Who may do what. The server decides by this table, and the board reads it to offer nothing that would be refused. */
import type { Role } from '../words/roles.ts';

/**
 * Why an edit is not its sender's to make.
 * - `shape`: a board has no place for what the edit writes.
 * - `viewer`: the sender has the role `viewer`, and viewers change nothing.
 * - `stolen-client`: the edit continues the Yjs client of another person's tab.
 * - `forged-author`: the edit names another person as its author.
 * - `provenance`: the edit rewrites who made a record, or when.
 * - `server-only`: the edit sets a field that only the server sets.
 * - `no-right`: only the record's maker or a facilitator may do it, or the running agenda item does not allow it.
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

/** What an agenda item may allow the participants. */
export const RIGHTS = ['add', 'edit-own', 'edit-all', 'move', 'remove', 'comment', 'vote'] as const;
export type Right = (typeof RIGHTS)[number];

/** The rights of participants while no agenda item restricts them: all. */
export const OPEN_RIGHTS: ReadonlySet<Right> = new Set(RIGHTS);

export interface Actor {
  readonly person: string;
  readonly role: Role;
  /**
   * The rights that the running agenda item gives. They bind participants only: facilitators need none, viewers have
   * none.
   */
  readonly rights: ReadonlySet<Right>;
}

export interface Target {
  /**
   * The collection or register it is in; `votes` for a feeling that one person voted, `feelings` for one the team
   * agreed on.
   */
  readonly in: string;
  /** The person who made it, or is making it; null if unknown. */
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

/** `move`: change place or rank; `remove`: hide or restore; `resolve`: end a thread or open it again. */
export const ACTIONS = ['add', 'change', 'move', 'remove', 'resolve'] as const;
export type Action = (typeof ACTIONS)[number];

/** Always, never, or if the running agenda item gives one of these rights. */
type Condition = 'always' | 'never' | readonly Right[];
type Row = Readonly<Record<Action, Condition>>;

const all = (condition: Condition): Row => ({
  add: condition,
  change: condition,
  move: condition,
  remove: condition,
  resolve: condition,
});

/** Viewers have no column: they may do none of it. */
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

/** Whether a person may do this to one record or register of the board. */
export const can = ({ person, role, rights }: Actor, action: Action, target: Target): boolean => {
  // A root that the table does not name is treated as scaffold, the strictest kind.
  const kind = KINDS[target.in] ?? 'scaffold';
  if (role === 'viewer') return false;
  const condition = TABLE[kind][role][target.maker === person ? 'own' : 'others'][action];
  if (typeof condition === 'string') return condition === 'always';
  return condition.some((right) => rights.has(right));
};

/** What a link lets its bearer do with the board as a whole. `edit`: may write anything. */
export type BoardAction = 'read' | 'edit' | 'command-session' | 'hand-on-facilitator-link' | 'hand-on-participant-link';

const ROLES_FOR: Readonly<Record<BoardAction, readonly Role[]>> = {
  read: ['facilitator', 'participant', 'viewer'],
  edit: ['facilitator', 'participant'],
  'command-session': ['facilitator'],
  'hand-on-facilitator-link': ['facilitator'],
  'hand-on-participant-link': ['facilitator', 'participant'],
};

export const may = (role: Role, action: BoardAction): boolean => ROLES_FOR[action].includes(role);
