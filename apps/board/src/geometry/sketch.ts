/** The small drawing of a journey: the same line map as the board's header, for thumbnails. Pure. */
import type { Snapshot } from '@samrejse/model/records/snapshot-schema';
import { curvePath, stretches } from './curve.ts';

/** A journey reduced to what its small drawing shows; kept in the browser for the home page. */
export interface LineSketch {
  /** The number of steps of each phase, in order. */
  readonly phases: readonly number[];
  /** The actual feeling at each step, -2 to 2; null where none is set. */
  readonly curve: readonly (number | null)[];
  /** The end of the journey leads back to its beginning. */
  readonly loop: boolean;
}

export const sketchLine = (snapshot: Snapshot): LineSketch => {
  const persona = snapshot.personas[0]?.id;
  const felt = new Map(
    snapshot.feelings.filter((f) => f.kind === 'actual' && f.persona === persona).map((f) => [f.step, f.valence]),
  );
  return {
    phases: snapshot.phases.map((phase) => snapshot.steps.filter((s) => s.place?.phase === phase.id).length),
    curve: snapshot.steps.map((step) => felt.get(step.id) ?? null),
    loop: snapshot.loop,
  };
};

export interface SketchGeometry {
  readonly zones: readonly { readonly x: number; readonly width: number }[];
  readonly stations: readonly {
    readonly x: number;
    readonly y: number;
    readonly zone: number;
    readonly low: boolean;
  }[];
  readonly paths: readonly string[];
  /** The `d` of the way back from the end to the start; '' where the journey is no loop. */
  readonly back: string;
}

/**
 * Lays a journey into a box, in CSS px. Stations lie on the feeling curve; a step without a feeling is a gap in the curve,
 * not a neutral feeling. Where no step has a feeling, the stations stand on a level line.
 */
export const laySketch = (line: LineSketch, size: { width: number; height: number }): SketchGeometry => {
  const { width, height } = size;
  const gap = 4;
  const pad = 14;
  // A phase without steps is drawn as wide as one step.
  const weights = line.phases.map((n) => Math.max(1, n));
  const total = weights.reduce((sum, n) => sum + n, 0) || 1;
  const unit = (width - gap * Math.max(0, weights.length - 1)) / total;
  const zones: { x: number; width: number }[] = [];
  const stations: { x: number; y: number; zone: number; low: boolean }[] = [];
  const points: ({ x: number; y: number } | null)[] = [];
  const flat = line.curve.every((v) => v === null);
  let x = 0;
  let step = 0;
  line.phases.forEach((count, zone) => {
    const zoneWidth = (weights[zone] ?? 1) * unit;
    zones.push({ x, width: zoneWidth });
    for (let i = 0; i < count; i++) {
      const valence = line.curve[step++] ?? null;
      if (valence === null && !flat) {
        points.push(null);
        continue;
      }
      const at = { x: x + (i + 0.5) * unit, y: height / 2 - ((valence ?? 0) / 2) * (height / 2 - pad) };
      stations.push({ ...at, zone, low: (valence ?? 0) <= -2 });
      points.push(at);
    }
    x += zoneWidth + gap;
  });
  const first = stations[0];
  const last = stations.at(-1);
  const back =
    line.loop && first && last && last.x > first.x
      ? `M${last.x} ${last.y}C${last.x + 14} ${height + 2} ${first.x - 14} ${height + 2} ${first.x} ${first.y}`
      : '';
  return { zones, stations, paths: stretches(points).map(curvePath), back };
};
