/** Mouse, touch and pen on the canvas: feeds the gesture machine and carries out its effects. What a gesture does can be done by keys and menus too. */
import type { CardId } from '@samrejse/model/records/ids';
import type { Attachment } from 'svelte/attachments';
import type { Point } from '../geometry/camera.ts';
import { dropTargetAt } from '../geometry/drop-target.ts';
import type { Layout } from '../geometry/layout.ts';
import type { Workspace } from '../state/workspace.svelte.ts';
import { type CardDrag, destinationOf } from './card-drag.svelte.ts';
import { type Effect, type Gesture, gestureAfter, IDLE, type Input } from './gesture.ts';

/** A finger that rests on a card for this long picks it up. */
const HOLD_MS = 350;
/** The scale grows by a factor of e for this delta of the wheel; a "line" of a wheel that counts in lines is so many px. */
const ZOOM_DELTA = 300;
const WHEEL_LINE_PX = 16;

/** Elements that handle pointers themselves. */
const OTHERS = 'textarea, input, select, [popover], [role=slider], [role=toolbar]';

const isOn = (event: Event, selector: string): boolean =>
  event.target instanceof Element && event.target.closest(selector) !== null;

const cardUnder = (workspace: Workspace, event: Event): CardId | null => {
  const id = event.target instanceof Element ? event.target.closest('[data-card]')?.getAttribute('data-card') : null;
  return id ? (workspace.live.cards.get(id)?.id ?? null) : null;
};

/** A point of the window as a point of the canvas. */
const pointOn = (surface: HTMLElement, event: { readonly clientX: number; readonly clientY: number }): Point => {
  const box = surface.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
};

const carryOut = (effect: Effect, workspace: Workspace, drag: CardDrag): void => {
  const { viewport } = workspace;
  switch (effect.do) {
    case 'pan':
      viewport.pan(effect.by);
      break;
    case 'pinch':
      viewport.pan(effect.by);
      viewport.zoom(effect.at, viewport.camera.scale * effect.factor);
      break;
    case 'drag':
      drag.carry(effect.card, effect.at);
      break;
    case 'drop':
      drag.drop();
      break;
    case 'click':
      workspace.selection.select(effect.card);
      break;
    case 'let-go':
      drag.letGo();
      break;
  }
};

/** A double click on a card edits it; elsewhere in a cell it adds a card. */
const onDoubleClick = (event: MouseEvent, at: Point, workspace: Workspace, layout: Layout): void => {
  if (isOn(event, OTHERS) || isOn(event, 'button')) return;
  const card = cardUnder(workspace, event);
  if (card !== null) {
    workspace.selection.edit(card);
    return;
  }
  const { camera, frame } = workspace.viewport;
  if (at.y < frame.top * camera.scale || at.x < frame.left * camera.scale) return;
  const target = dropTargetAt(layout, workspace.viewport.worldAt(at));
  if (target !== null) workspace.add(destinationOf(target), target.index);
};

const onWheel = (event: WheelEvent, at: Point, { viewport }: Workspace): void => {
  event.preventDefault();
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? WHEEL_LINE_PX : 1;
  const [x, y] = [event.deltaX * unit, event.deltaY * unit];
  if (event.ctrlKey || event.metaKey) viewport.zoom(at, viewport.camera.scale * Math.exp(-y / ZOOM_DELTA));
  else if (event.shiftKey && x === 0) viewport.pan({ x: -y, y: 0 });
  else viewport.pan({ x: -x, y: -y });
};

export const pointers =
  (workspace: Workspace, layout: () => Layout, drag: CardDrag): Attachment<HTMLElement> =>
  (surface) => {
    let gesture: Gesture = IDLE;
    let holdTimer: ReturnType<typeof setTimeout> | undefined;
    const stop = new AbortController();
    const on = <K extends keyof HTMLElementEventMap>(type: K, listener: (event: HTMLElementEventMap[K]) => void) =>
      // A passive listener could not keep the browser from zooming the page.
      surface.addEventListener(type, listener, { signal: stop.signal, passive: false });

    const feed = (input: Input) => {
      const outcome = gestureAfter(gesture, input);
      gesture = outcome.gesture;
      if (gesture.state !== 'pressed') clearTimeout(holdTimer);
      for (const effect of outcome.effects) carryOut(effect, workspace, drag);
    };

    on('pointerdown', (event) => {
      if (event.button !== 0 && event.button !== 1) return;
      const touch = event.pointerType === 'touch';
      if (isOn(event, OTHERS) || (isOn(event, 'button') && !touch)) return;
      const card = event.button === 1 ? null : cardUnder(workspace, event);
      feed({ type: 'down', pointer: event.pointerId, at: pointOn(surface, event), card, touch });
      clearTimeout(holdTimer);
      if (touch && card !== null) holdTimer = setTimeout(() => feed({ type: 'held' }), HOLD_MS);
    });
    on('pointermove', (event) => {
      const at = pointOn(surface, event);
      // The button was let go where no event reached us: over a menu, or outside of the window.
      if (event.pointerType === 'mouse' && event.buttons === 0 && gesture.state !== 'idle') feed({ type: 'cancel' });
      const before = gesture.state;
      if (before !== 'idle') feed({ type: 'move', pointer: event.pointerId, at });
      // Captured only once it is a gesture, so that a mere click still reaches buttons and the double click.
      if (before === 'pressed' && gesture.state !== before) surface.setPointerCapture(event.pointerId);
      if (event.pointerType !== 'touch') workspace.presence.set({ cursor: workspace.viewport.worldAt(at) });
    });
    on('pointerup', (event) => feed({ type: 'up', pointer: event.pointerId, at: pointOn(surface, event) }));
    on('pointercancel', () => feed({ type: 'cancel' }));
    on('pointerleave', () => workspace.presence.set({ cursor: null }));
    on('dblclick', (event) => onDoubleClick(event, pointOn(surface, event), workspace, layout()));
    on('wheel', (event) => onWheel(event, pointOn(surface, event), workspace));
    return () => {
      clearTimeout(holdTimer);
      drag.letGo();
      stop.abort();
    };
  };
