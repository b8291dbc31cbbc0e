/**
 * Presence: what a person shows of themselves while they are on the board. A stock client sends it as an awareness state,
 * our own client in frames (`presence-frame.ts`). Both are parsed, because anyone may send anything.
 */
import * as v from 'valibot';
import { idSchema } from '../records/ids.ts';
import { type Person, personSchema } from '../records/records.ts';
import { ROLES, type Role } from '../words/roles.ts';

/** The most bytes that one awareness state may have as JSON. Our own have under 400. */
export const MAX_PRESENCE_BYTES = 2_000;

/** How far from the origin a point may lie, in canvas units at 100 %. */
export const MAX_COORDINATE = 1e6;

/** A point of the board, in canvas units at 100 %. */
export interface At {
  readonly x: number;
  readonly y: number;
}

/** The part of the board that a client draws, in canvas units at 100 %. */
export interface View extends At {
  readonly width: number;
  readonly height: number;
}

/**
 * Whether a point lies in a view, its edges included; null lies in none. The client that draws and the server that
 * filters ask this same function, so that the server keeps nothing back that the client would have drawn.
 */
export const isIn = ({ x, y, width, height }: View, at: At | null): boolean =>
  at !== null && at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height;

/** The smallest view of whole numbers that contains a view, as it is sent. */
export const outwards = ({ x, y, width, height }: View): View => {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top };
};

const coordinate = v.pipe(v.number(), v.finite(), v.minValue(-MAX_COORDINATE), v.maxValue(MAX_COORDINATE));

export const presenceSchema = v.object({
  person: personSchema,
  /** Set by the server, which overwrites the client's own value. */
  role: v.optional(v.picklist(ROLES)),
  /** In canvas units at 100 %. */
  cursor: v.fallback(v.nullable(v.object({ x: coordinate, y: coordinate })), null),
  /** Id of the card or other thing that is selected. */
  selected: v.fallback(v.nullable(idSchema), null),
  /** True while the person types in the selected record. */
  typing: v.fallback(v.boolean(), false),
  /** Where a dragged card is; the edit itself is made at the drop. */
  drag: v.fallback(v.nullable(v.object({ card: idSchema, x: coordinate, y: coordinate })), null),
});
export type Presence = v.InferOutput<typeof presenceSchema>;

export const parsePresence = (state: unknown): Presence | null => {
  const parsed = v.safeParse(presenceSchema, state);
  return parsed.success ? parsed.output : null;
};

/** The tools a person may hold. Add new ones at the end, because each is sent as its index. */
export const TOOLS = ['pointer', 'text'] as const;
export type Tool = (typeof TOOLS)[number];

/** A person's presence as registers that change one by one. */
export interface Shown {
  readonly cursor: At | null;
  readonly selected: string | null;
  /** The card that the person drags, and where it is. */
  readonly held: string | null;
  readonly hang: At | null;
  readonly tool: Tool;
  /**
   * The part of the board that the client draws; null until the client has said it. Only the server uses it and sends
   * it to nobody.
   */
  readonly view: View | null;
  /** The tab is in the background: the person sees nothing, so nothing needs to be sent. */
  readonly hidden: boolean;
}

export const NOTHING_SHOWN: Shown = {
  cursor: null,
  selected: null,
  held: null,
  hang: null,
  tool: 'pointer',
  view: null,
  hidden: false,
};

/** The registers that changed. If `held` changes, `hang` is sent too. */
export type ShownChange = Partial<Shown>;

const sameAt = (a: At | null, b: At | null): boolean => a === b || (a !== null && a.x === b?.x && a.y === b.y);

const sameView = (a: View | null, b: View | null): boolean =>
  sameAt(a, b) && a?.width === b?.width && a?.height === b?.height;

/**
 * The change to send to a client that knows `before`; null if there is none. A view that was sent can be changed but
 * not taken back.
 */
export const shownChange = (before: Shown, after: Shown): ShownChange | null => {
  const isHeldNew = before.held !== after.held;
  const change: ShownChange = {
    ...(sameAt(before.cursor, after.cursor) ? {} : { cursor: after.cursor }),
    ...(before.selected === after.selected ? {} : { selected: after.selected }),
    ...(isHeldNew ? { held: after.held } : {}),
    ...(isHeldNew || !sameAt(before.hang, after.hang) ? { hang: after.hang } : {}),
    ...(before.tool === after.tool ? {} : { tool: after.tool }),
    ...(after.view === null || sameView(before.view, after.view) ? {} : { view: after.view }),
    ...(before.hidden === after.hidden ? {} : { hidden: after.hidden }),
  };
  return Object.keys(change).length === 0 ? null : change;
};

/** The presence as an awareness state, which is also what the board draws. */
export const presenceOf = (person: Person, role: Role, shown: Shown): Presence => ({
  person,
  role,
  cursor: shown.cursor,
  selected: shown.selected,
  typing: shown.tool === 'text',
  drag: shown.held === null || shown.hang === null ? null : { card: shown.held, ...shown.hang },
});

const whole = ({ x, y }: At): At => ({ x: Math.round(x), y: Math.round(y) });

/** The presence that an awareness state says. Awareness knows neither views nor hidden tabs. */
export const shownIn = ({ cursor, selected, typing, drag }: Presence): Shown => ({
  ...NOTHING_SHOWN,
  cursor: cursor === null ? null : whole(cursor),
  selected,
  held: drag?.card ?? null,
  hang: drag === null ? null : whole(drag),
  tool: typing ? 'text' : 'pointer',
});

const FEW = { people: 20, intervalMs: 50 } as const;
const MANY = { people: 200, intervalMs: 55 } as const;

/**
 * How often presence is sent and passed on in a room of this many people, in ms. 20 times a second looks smooth, and
 * nobody follows a crowd's cursors one by one. No cursor is older than this when it is passed on.
 */
export const presenceIntervalMs = (people: number): number => {
  const share = Math.min(1, Math.max(0, (people - FEW.people) / (MANY.people - FEW.people)));
  return Math.round(FEW.intervalMs + (MANY.intervalMs - FEW.intervalMs) * share);
};
