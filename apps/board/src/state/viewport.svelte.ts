/**
 * The camera of the open board. It moves in every frame, so it is not reactive: layers are told directly. Reactive is only
 * which part of the world to render, and that changes every few hundred pixels.
 */
import {
  type Camera,
  clampCamera,
  type Frame,
  fitCamera,
  type Point,
  type Rect,
  reveal,
  type Size,
  toWorld,
  visibleRect,
  zoomAt,
} from '../geometry/camera.ts';

/** So much is rendered ahead on every side, in world units. */
const MARGIN = 500;

export class Viewport {
  #camera: Camera = { x: 0, y: 0, scale: 1 };
  #size: Size = { width: 0, height: 0 };
  #content: Size = { width: 0, height: 0 };
  #frame = $state.raw<Frame>({ left: 0, top: 0 });
  #rendered = $state.raw<Rect>({ x: 0, y: 0, width: 0, height: 0 });
  #scale = $state(1);
  readonly #layers = new Set<(camera: Camera) => void>();
  readonly #onRendered: (rendered: Rect) => void;

  /** `onRendered` is called with the part of the world that is rendered from now on. */
  constructor(onRendered: (rendered: Rect) => void) {
    this.#onRendered = onRendered;
  }

  get camera(): Camera {
    return this.#camera;
  }

  /** Reactive; for the zoom display. */
  get scale(): number {
    return this.#scale;
  }

  get frame(): Frame {
    return this.#frame;
  }

  /** Reactive: what to render, in world units. */
  get rendered(): Rect {
    return this.#rendered;
  }

  get size(): Size {
    return this.#size;
  }

  /** Calls back now and with every movement of the camera. Returns the function that ends this. */
  follow(layer: (camera: Camera) => void): () => void {
    this.#layers.add(layer);
    layer(this.#camera);
    return () => this.#layers.delete(layer);
  }

  resize(size: Size): void {
    this.#size = size;
    this.move(this.#camera);
  }

  setContent(content: Size, frame: Frame): void {
    this.#content = content;
    if (frame.left !== this.#frame.left || frame.top !== this.#frame.top) this.#frame = frame;
    this.move(this.#camera);
  }

  move(camera: Camera): void {
    this.#camera = clampCamera(camera, this.#size, this.#content, this.#frame);
    if (this.#scale !== this.#camera.scale) this.#scale = this.#camera.scale;
    this.#render();
    for (const layer of this.#layers) layer(this.#camera);
  }

  pan(by: Point): void {
    this.move({ ...this.#camera, x: this.#camera.x + by.x, y: this.#camera.y + by.y });
  }

  zoom(at: Point, scale: number): void {
    this.move(zoomAt(this.#camera, this.#frame, at, scale));
  }

  zoomBy(factor: number): void {
    const { width, height } = this.#size;
    this.zoom({ x: width / 2, y: height / 2 }, this.#camera.scale * factor);
  }

  showAll(): void {
    this.move(fitCamera(this.#size, this.#content, this.#frame));
  }

  reveal(rect: Rect): void {
    const next = reveal(this.#camera, this.#size, this.#frame, rect);
    if (next.x !== this.#camera.x || next.y !== this.#camera.y) this.move(next);
  }

  worldAt(point: Point): Point {
    return toWorld(this.#camera, this.#frame, point);
  }

  #render(): void {
    const seen = visibleRect(this.#camera, this.#size, this.#frame, 0);
    const has = this.#rendered;
    const fresh =
      seen.x >= has.x &&
      seen.y >= has.y &&
      seen.x + seen.width <= has.x + has.width &&
      seen.y + seen.height <= has.y + has.height &&
      // After zooming in, far too much may be rendered.
      has.width <= (seen.width + 2 * MARGIN) * 2;
    if (fresh) return;
    this.#rendered = visibleRect(this.#camera, this.#size, this.#frame, MARGIN);
    this.#onRendered(this.#rendered);
  }
}
