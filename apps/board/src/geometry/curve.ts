/** The feeling curve as geometry: a monotone cubic through the points, so that it never shows a feeling that nobody set. */
import type { Point } from './camera.ts';

export interface CurveScale {
  readonly top: number;
  readonly height: number;
}

/** Room above +2 and below −2 for the point itself and its words, in world units. */
const MARGIN = 30;

/** World y of a valence between −2 and +2. */
export const yOfValence = (valence: number, { top, height }: CurveScale): number =>
  top + MARGIN + ((2 - valence) / 4) * (height - 2 * MARGIN);

/** The valence at a world y, clamped to −2…+2, to the nearest half. */
export const valenceAtY = (y: number, { top, height }: CurveScale): number => {
  const exact = 2 - ((y - top - MARGIN) / (height - 2 * MARGIN)) * 4;
  const clamped = Math.max(-2, Math.min(2, exact));
  return Math.round(clamped * 2) / 2;
};

/** Splits the points into runs: a step without a feeling (null) breaks the line. */
export const stretches = (points: readonly (Point | null)[]): Point[][] => {
  const runs: Point[][] = [];
  let run: Point[] = [];
  for (const point of [...points, null]) {
    if (point !== null) run.push(point);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  return runs;
};

/** Slopes after Fritsch and Carlson (SIAM J. Numer. Anal. 17, 1980): the curve stays between neighbouring points. */
const slopesOf = (points: readonly Point[]): number[] => {
  const secants = points.slice(1).map((p, i) => {
    const before = points[i] ?? p;
    return (p.y - before.y) / (p.x - before.x || 1);
  });
  return points.map((_, i) => {
    const before = secants[i - 1];
    const after = secants[i];
    if (before === undefined || after === undefined) return before ?? after ?? 0;
    if (before * after <= 0) return 0;
    // The harmonic mean is within three times the smaller secant, which is what monotonicity needs.
    return (2 * before * after) / (before + after);
  });
};

const segments = (points: readonly Point[]): string => {
  const slopes = slopesOf(points);
  return points
    .slice(1)
    .map((p, i) => {
      const from = points[i] ?? p;
      const third = (p.x - from.x) / 3;
      const c1 = from.y + (slopes[i] ?? 0) * third;
      const c2 = p.y - (slopes[i + 1] ?? 0) * third;
      return `C${from.x + third} ${c1} ${p.x - third} ${c2} ${p.x} ${p.y}`;
    })
    .join('');
};

/** The `d` of an SVG path through the points; '' for none. A single point is a dot of no length. */
export const curvePath = (points: readonly Point[]): string => {
  const first = points[0];
  return first === undefined ? '' : `M${first.x} ${first.y}${segments(points)}`;
};

/** The `d` of the area between two curves over the same x; '' for fewer than two points. */
export const gapPath = (upper: readonly Point[], lower: readonly Point[]): string => {
  const back = [...lower].reverse();
  const turn = back[0];
  if (upper.length < 2 || turn === undefined) return '';
  return `${curvePath(upper)}L${turn.x} ${turn.y}${segments(back)}Z`;
};
