/** The boards this browser has a link to, kept in local storage: the home page lists them, and a reload takes its link from them. */

import { type BoardId, boardIdSchema } from '@samrejse/model/records/ids';
import { ROLES } from '@samrejse/model/words/roles';
import * as v from 'valibot';
import type { LineSketch } from '../geometry/sketch.ts';
import { MAX_KNOWN_BOARDS } from './limits.ts';
import { readStoredJson, writeStored } from './stored.ts';

const KEY = 'samrejse:boards';

const lineSchema: v.GenericSchema<unknown, LineSketch> = v.object({
  phases: v.array(v.number()),
  curve: v.array(v.nullable(v.number())),
  loop: v.boolean(),
});

const knownBoardSchema = v.object({
  id: boardIdSchema,
  token: v.string(),
  role: v.picklist(ROLES),
  title: v.string(),
  openedAt: v.number(),
  line: lineSchema,
});
export type KnownBoard = v.InferOutput<typeof knownBoardSchema>;

/** Newest first. */
export const knownBoards = (): KnownBoard[] => {
  const stored = readStoredJson(KEY);
  const boards = (Array.isArray(stored) ? stored : []).flatMap((entry) => {
    const parsed = v.safeParse(knownBoardSchema, entry);
    return parsed.success ? [parsed.output] : [];
  });
  return boards.sort((a, b) => b.openedAt - a.openedAt);
};

export const knownBoard = (id: BoardId): KnownBoard | undefined => knownBoards().find((board) => board.id === id);

/**
 * As many as the limit allows, of boards newest first. This browser may have the only copy of a facilitator's link, so other
 * links are forgotten first. The first board always stays.
 */
const withoutOldest = (boards: readonly KnownBoard[]): readonly KnownBoard[] => {
  if (boards.length <= MAX_KNOWN_BOARDS) return boards;
  const [noted, ...others] = boards;
  const oldest = others.findLast(({ role }) => role !== 'facilitator') ?? others.at(-1);
  return withoutOldest(boards.filter((board) => board === noted || board !== oldest));
};

/** Notes a board. The stronger link stays: a facilitator who opens a viewer's link is still the facilitator. */
export const rememberBoard = (board: KnownBoard): void => {
  const known = knownBoards();
  const old = known.find(({ id }) => id === board.id);
  const keepOld = old !== undefined && ROLES.indexOf(old.role) < ROLES.indexOf(board.role);
  const noted = keepOld ? { ...board, token: old.token, role: old.role } : board;
  const others = known.filter(({ id }) => id !== board.id);
  writeStored(KEY, JSON.stringify(withoutOldest([noted, ...others])));
};

export const forgetBoard = (id: BoardId): void => {
  writeStored(KEY, JSON.stringify(knownBoards().filter((board) => board.id !== id)));
};
