/** The geometry of a journey: steps are columns, lanes are rows, cards stack in cells. Pure; world units are CSS px at 100 %. */

import type { PhaseSteps } from '@samrejse/model/journey/journey';
import type { CardId, LaneId, PhaseId, StepId } from '@samrejse/model/records/ids';
import { cellKey, INBOX } from '@samrejse/model/records/place';
import type { Lane } from '@samrejse/model/records/records';
import { LANE_CARD_KIND, type LaneType } from '@samrejse/model/words/lanes';
import type { Point, Rect } from './camera.ts';

export const COLUMN = { width: 244, gap: 12, phaseGap: 28 } as const;
export const CARD = { inset: 6, gap: 6 } as const;
/** Room under the cards of a cell for the button that adds one. */
const ADD_ROOM = 34;
const LANE_GAP = 1;
export const INBOX_WIDTH = { open: 256, empty: 60 } as const;
/** Height of the band that carries a lane's name where there is no room for a column of names. */
const LANE_BAND = 30;

export interface StepColumn {
  readonly step: StepId;
  readonly phase: PhaseId;
  readonly number: string;
  readonly x: number;
}

interface PhaseBand {
  readonly phase: PhaseId;
  readonly index: number;
  readonly x: number;
  readonly width: number;
  readonly steps: number;
}

/** How a lane is drawn: as cards, as a curve, as words from the steps' fields, or as a line between other lanes. */
type LaneForm = 'cards' | 'curve' | 'words' | 'line';

export const formOf = (type: LaneType): LaneForm => {
  if (type === 'emotion') return 'curve';
  if (type.startsWith('separator_')) return 'line';
  return LANE_CARD_KIND[type] === null ? 'words' : 'cards';
};

/** The least height of a row's cells. */
const LEAST_HEIGHT: Readonly<Record<LaneForm, number>> = { cards: 68, curve: 216, words: 44, line: 30 };

export interface LaneRow {
  readonly lane: LaneId;
  readonly form: LaneForm;
  readonly y: number;
  readonly height: number;
  /** The top of the cells, below the lane's name if that is a band. */
  readonly cellsY: number;
  /** The height of the cells alone. */
  readonly cellsHeight: number;
}

export interface Layout {
  readonly columns: readonly StepColumn[];
  readonly phases: readonly PhaseBand[];
  readonly lanes: readonly LaneRow[];
  readonly cards: ReadonlyMap<CardId, Rect>;
  readonly cells: ReadonlyMap<string, readonly CardId[]>;
  readonly inbox: Rect;
  readonly width: number;
  readonly height: number;
}

export interface LayoutInput {
  readonly line: readonly PhaseSteps[];
  readonly lanes: readonly Lane[];
  readonly cells: ReadonlyMap<string, readonly CardId[]>;
  /** Height of a card's box. */
  readonly heightOf: (card: CardId) => number;
  /** Lane names in bands above the rows instead of a column beside them. */
  readonly bands: boolean;
}

const layColumns = (line: readonly PhaseSteps[], from: number) => {
  const columns: StepColumn[] = [];
  const phases: PhaseBand[] = [];
  let x = from;
  line.forEach(({ phase, steps }, index) => {
    const start = x;
    for (const { step, number } of steps) {
      columns.push({ step: step.id, phase: phase.id, number, x });
      x += COLUMN.width + COLUMN.gap;
    }
    // A phase without steps still shows its name, and a button to add a step.
    const width = steps.length > 0 ? x - COLUMN.gap - start : COLUMN.width;
    phases.push({ phase: phase.id, index, x: start, width, steps: steps.length });
    x = start + width + COLUMN.phaseGap;
  });
  return { columns, phases, width: x - COLUMN.phaseGap };
};

const stack = (
  cards: readonly CardId[],
  at: Point,
  width: number,
  heightOf: LayoutInput['heightOf'],
  into: Map<CardId, Rect>,
): number => {
  let y = at.y + CARD.inset;
  for (const card of cards) {
    const height = heightOf(card);
    into.set(card, { x: at.x + CARD.inset, y, width: width - 2 * CARD.inset, height });
    y += height + CARD.gap;
  }
  return y - at.y;
};

export const layOut = ({ line, lanes, cells, heightOf, bands }: LayoutInput): Layout => {
  const cards = new Map<CardId, Rect>();
  const inboxCards = cells.get(INBOX) ?? [];
  const inboxWidth = inboxCards.length > 0 ? INBOX_WIDTH.open : INBOX_WIDTH.empty;
  const inboxHeight = stack(inboxCards, { x: 0, y: 0 }, INBOX_WIDTH.open, heightOf, cards);
  const { columns, phases, width } = layColumns(line, inboxWidth + COLUMN.phaseGap);
  const rows: LaneRow[] = [];
  let y = 0;
  for (const lane of lanes) {
    const cellsY = y + (bands ? LANE_BAND : 0);
    const form = formOf(lane.type);
    let content = LEAST_HEIGHT[form];
    for (const column of columns) {
      const inCell = cells.get(cellKey(column.step, lane.id)) ?? [];
      const used = stack(inCell, { x: column.x, y: cellsY }, COLUMN.width, heightOf, cards);
      // A lane that holds no cards may have some all the same: it was a lane of another type when they were put there.
      if (form === 'cards') content = Math.max(content, used + ADD_ROOM);
      else if (inCell.length > 0 && form !== 'curve') content = Math.max(content, used);
    }
    rows.push({ lane: lane.id, form, y, cellsY, cellsHeight: content, height: cellsY - y + content });
    y = cellsY + content + LANE_GAP;
  }
  const height = Math.max(y, inboxHeight + ADD_ROOM);
  return {
    columns,
    phases,
    lanes: rows,
    cards,
    cells,
    inbox: { x: 0, y: 0, width: inboxWidth, height },
    width: Math.max(width, inboxWidth),
    height,
  };
};

export const cellRect = (layout: Layout, step: StepId, lane: LaneId): Rect | null => {
  const column = layout.columns.find((c) => c.step === step);
  const row = layout.lanes.find((r) => r.lane === lane);
  if (column === undefined || row === undefined) return null;
  return { x: column.x, y: row.cellsY, width: COLUMN.width, height: row.cellsHeight };
};

export const overlaps = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
