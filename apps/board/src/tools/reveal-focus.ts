/** Moves the camera so that the element with the keyboard's focus is in sight. Only the camera may move the layers of the canvas: scrolling would tear them apart. */
import type { Viewport } from '../state/viewport.svelte.ts';

/** Distance kept to the header and the lane names, in CSS px. */
const CLEARANCE = 44;
/** Of a taller element only the beginning is brought into sight; in world units. */
const MAX_HEIGHT = 160;

export const revealFocus = (viewport: Viewport, surface: HTMLElement, target: EventTarget | null): void => {
  if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return;
  const box = target.getBoundingClientRect();
  const origin = surface.getBoundingClientRect();
  const { camera, frame } = viewport;
  const at = viewport.worldAt({ x: box.left - origin.left, y: box.top - origin.top });
  const seen = viewport.worldAt({ x: frame.left * camera.scale + CLEARANCE, y: frame.top * camera.scale + CLEARANCE });
  // The header moves with the camera from side to side only, lane names up and down only.
  const inHeader = target.closest('.top') !== null;
  const inNames = target.closest('.names, .corner') !== null;
  viewport.reveal({
    x: inNames ? seen.x : at.x,
    y: inHeader ? seen.y : at.y,
    width: inNames ? 1 : box.width / camera.scale,
    height: inHeader ? 1 : Math.min(box.height / camera.scale, MAX_HEIGHT),
  });
};
