/** The boards this browser has a link to, kept in local storage: the home page's list, and how a reload finds its way back in. */
import { ROLES } from '@samrejse/model/enumerations';
import { type BoardId, boardIdSchema } from '@samrejse/model/ids';
import * as v from 'valibot';

const KEY = 'samrejse:boards';

const lineSchema = v.object({
  /** Steps per phase, in order. */
  phases: v.array(v.number()),
  /** Actual feeling per step; null where there is none. */
  curve: v.array(v.nullable(v.number())),
  loop: v.boolean(),
});
export type LineSketch = v.InferOutput<typeof lineSchema>;

const knownBoardSchema = v.object({
  id: boardIdSchema,
  token: v.string(),
  role: v.picklist(ROLES),
  title: v.string(),
  openedAt: v.number(),
  line: lineSchema,
});
export type KnownBoard = v.InferOutput<typeof knownBoardSchema>;

const parseStored = (): unknown => {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]');
  } catch {
    // Not ours, or cut off: as good as none.
    return [];
  }
};

/** Newest first. */
export const knownBoards = (): KnownBoard[] => {
  const stored = parseStored();
  const boards = (Array.isArray(stored) ? stored : []).flatMap((entry) => {
    const parsed = v.safeParse(knownBoardSchema, entry);
    return parsed.success ? [parsed.output] : [];
  });
  return boards.sort((a, b) => b.openedAt - a.openedAt);
};

export const knownBoard = (id: BoardId): KnownBoard | undefined => knownBoards().find((board) => board.id === id);

export const rememberBoard = (board: KnownBoard): void => {
  const others = knownBoards().filter((known) => known.id !== board.id);
  localStorage.setItem(KEY, JSON.stringify([board, ...others]));
};

export const forgetBoard = (id: BoardId): void => {
  localStorage.setItem(KEY, JSON.stringify(knownBoards().filter((board) => board.id !== id)));
};
