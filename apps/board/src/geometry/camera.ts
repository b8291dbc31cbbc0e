/** The camera: where the journey lies on the screen. Pure; screen = world × scale + offset, in CSS pixels. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point, Size {}

const MIN_SCALE = 0.2;
const MAX_SCALE = 2;
/** How far the ends of the journey may be panned into view, in CSS pixels. */
const SLACK = 96;

const clampScale = (scale: number): number => Math.min(MAX_SCALE, Math.max(MIN_SCALE, scale));

/** Size of what frames the world on the screen, in CSS px at scale 1: the lane names at its left, the header at its top. */
export interface Frame {
  readonly left: number;
  readonly top: number;
}

/** Keeps the journey on the screen: its beginning stays at or beyond the upper left corner, its end at most `SLACK` inside of the opposite edges. */
export const clampCamera = (camera: Camera, viewport: Size, content: Size, frame: Frame): Camera => {
  const { scale } = camera;
  const least = (room: number, length: number) => Math.min(0, room - length * scale - SLACK);
  return {
    scale,
    x: Math.min(0, Math.max(least(viewport.width, content.width + frame.left), camera.x)),
    y: Math.min(0, Math.max(least(viewport.height, content.height + frame.top), camera.y)),
  };
};

export const toWorld = (camera: Camera, frame: Frame, screen: Point): Point => ({
  x: (screen.x - camera.x) / camera.scale - frame.left,
  y: (screen.y - camera.y) / camera.scale - frame.top,
});

export const toScreen = (camera: Camera, frame: Frame, world: Point): Point => ({
  x: (world.x + frame.left) * camera.scale + camera.x,
  y: (world.y + frame.top) * camera.scale + camera.y,
});

/** Scales so that the world point under `at` (a screen point) stays there. */
export const zoomAt = (camera: Camera, frame: Frame, at: Point, scale: number): Camera => {
  const next = clampScale(scale);
  const world = toWorld(camera, frame, at);
  return {
    scale: next,
    x: at.x - (world.x + frame.left) * next,
    y: at.y - (world.y + frame.top) * next,
  };
};

/** The camera that shows all of the content, never larger than 100 %. */
export const fitCamera = (viewport: Size, content: Size, frame: Frame): Camera => {
  const scale = clampScale(
    Math.min(
      1,
      (viewport.width - 16) / (content.width + frame.left),
      (viewport.height - 16) / (content.height + frame.top),
    ),
  );
  return { scale, x: 0, y: 0 };
};

/** The nearest camera in which `rect` (world) is in sight, not under the header or the lane names. */
export const reveal = (camera: Camera, viewport: Size, frame: Frame, rect: Rect, margin = 6): Camera => {
  const { scale } = camera;
  const left = frame.left * scale + margin;
  const top = frame.top * scale + margin;
  const at = toScreen(camera, frame, rect);
  const shift = (start: number, length: number, from: number, to: number): number => {
    if (start < from || length > to - from) return from - start;
    return start + length > to ? to - (start + length) : 0;
  };
  return {
    scale,
    x: camera.x + shift(at.x, rect.width * scale, left, viewport.width - margin),
    y: camera.y + shift(at.y, rect.height * scale, top, viewport.height - margin),
  };
};

/** The part of the world in sight, in world units, with a margin on every side to render ahead. */
export const visibleRect = (camera: Camera, viewport: Size, frame: Frame, margin: number): Rect => {
  const start = toWorld(camera, frame, { x: frame.left * camera.scale, y: frame.top * camera.scale });
  return {
    x: start.x - margin,
    y: start.y - margin,
    width: viewport.width / camera.scale - frame.left + 2 * margin,
    height: viewport.height / camera.scale - frame.top + 2 * margin,
  };
};
