/** Layers of a view that move with the camera. They are told directly: the camera moves in every frame. */
import type { Attachment } from 'svelte/attachments';
import type { Camera, Point } from '../geometry/camera.ts';
import type { Viewport } from '../state/viewport.svelte.ts';

/** Puts an element at a place on the screen, in CSS px, scaled like the board; `--scale` is there for its children. */
export const layer =
  (viewport: Viewport, place: (camera: Camera) => Point): Attachment<HTMLElement> =>
  (element) =>
    viewport.follow((camera) => {
      const { x, y } = place(camera);
      element.style.transform = `translate(${x}px, ${y}px) scale(${camera.scale})`;
      element.style.setProperty('--scale', String(camera.scale));
    });
