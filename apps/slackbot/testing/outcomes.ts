/** One of every outcome, filled with the longest and worst that can stand in it. */
import { TEXT_LIMITS } from '@samrejse/model/records/limits';
import { type Outcome, outcomeSchema } from '../src/conversation/outcome.ts';

const NASTY = '<!channel> & <https://evil.example|safe> `code` *bold* \n> quote 🧗🏽‍♀️ \u05e9\u05dc\u05d5\u05dd ';
export const LONGEST = NASTY.repeat(60).slice(0, TEXT_LIMITS.chatLine);
const AMPERSANDS = '&'.repeat(TEXT_LIMITS.chatLine);
const TITLE = `${'<&>'.repeat(70)}`.slice(0, TEXT_LIMITS.title);
const KEY = 'k'.repeat(200);
const at = { number: '12.34', step: TITLE, phase: TITLE };

export const WORST: readonly Outcome[] = [LONGEST, AMPERSANDS, '*', ' > '].flatMap((text): Outcome[] => [
  { is: 'added', cardKind: 'pain', key: KEY, text, placed: { is: 'named', at }, channel: 'social_ad', feeling: -2 },
  {
    is: 'added',
    cardKind: 'touchpoint',
    key: KEY,
    text,
    placed: { is: 'near', at, wrote: text },
    channel: null,
    feeling: null,
  },
  { is: 'added', cardKind: 'pain', key: KEY, text, placed: { is: 'phase', at }, channel: null, feeling: 2 },
  {
    is: 'added',
    cardKind: 'pain',
    key: KEY,
    text,
    placed: { is: 'last', at: { ...at, step: '', phase: '' } },
    channel: 'app',
    feeling: 0,
  },
  { is: 'added', cardKind: 'pain', key: KEY, text, placed: { is: 'inbox' }, channel: 'app', feeling: -1 },
  {
    is: 'added',
    cardKind: 'pain',
    key: KEY,
    text,
    placed: { is: 'ambiguous', wrote: text, options: Array.from({ length: 100 }, () => at) },
    channel: 'unknown',
    feeling: 1,
  },
  { is: 'saving', text },
  { is: 'saving', text: null },
  { is: 'kept', text },
  { is: 'kept', text: null },
  { is: 'repeated', key: KEY, cardKind: 'pain', text },
  { is: 'undone', key: KEY, cardKind: 'touchpoint', text },
  { is: 'undo-refused', why: 'not-yours', text },
  { is: 'undo-refused', why: 'link-gone', text },
  { is: 'nothing-to-undo' },
  { is: 'nothing-to-add', cardKind: 'pain' },
  { is: 'nothing-to-add', cardKind: 'touchpoint' },
  { is: 'not-linked', cardKind: 'pain', text },
  { is: 'not-linked', cardKind: null, text: null },
  { is: 'too-long', text: text.repeat(6), length: 12_000 },
  { is: 'not-saved', why: 'link-dead', text },
  { is: 'not-saved', why: 'link-changed', text },
  { is: 'not-saved', why: 'forbidden', text },
  { is: 'not-saved', why: 'board-full', text },
  { is: 'not-saved', why: 'not-accepted', text: '' },
  { is: 'linked', title: TITLE, instead: TITLE, step: { ...at, step: '<&`'.repeat(13) } },
  { is: 'linked', title: TITLE, instead: null, step: at },
  { is: 'linked', title: '', instead: null, step: null },
  ...(['unreadable', 'foreign', 'viewer', 'unknown', 'unreachable'] as const).map(
    (why): Outcome => ({ is: 'link-refused', why, host: 'https://board.example' }),
  ),
  { is: 'unlinked', title: TITLE },
  { is: 'status', title: TITLE, role: 'participant', session: { state: 'idle' } },
  {
    is: 'status',
    title: '',
    role: 'viewer',
    session: { state: 'running', title: TITLE, endsAt: 1_764_000_000_000, totalMs: 1 },
  },
  {
    is: 'status',
    title: TITLE,
    role: 'participant',
    session: { state: 'paused', title: TITLE, remainingMs: 1, totalMs: 1 },
  },
  {
    is: 'status',
    title: TITLE,
    role: 'participant',
    session: { state: 'ended', title: '', endedAt: 1, byClock: true },
  },
  { is: 'board-silent', title: TITLE },
  { is: 'board-gone', title: TITLE },
  { is: 'help', title: null },
  { is: 'help', title: TITLE },
  { is: 'unknown', command: '/retro', word: text, closest: 'status', text },
  { is: 'unknown', command: '/retro', word: 'x', closest: 'pain', text: '' },
  { is: 'failed', errorId: '0badcafe', text },
  { is: 'failed', errorId: '0badcafe', text: null },
]);

/** Every kind of outcome there is. */
export const ALL_OUTCOMES: readonly string[] = outcomeSchema.options.map((option) => option.entries.is.literal);
