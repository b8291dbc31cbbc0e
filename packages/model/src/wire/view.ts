/**
 * The part of a board that a client draws, and what lies in it. Who draws and who tells them ask the same question, so
 * nothing is kept from anybody that they would have drawn.
 */

/** In canvas units at 100 %. */
export interface At {
  readonly x: number;
  readonly y: number;
}

export interface View extends At {
  readonly width: number;
  readonly height: number;
}

/** The edges belong to it. Nowhere is in no view. */
export const isIn = ({ x, y, width, height }: View, at: At | null): boolean =>
  at !== null && at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height;

/** The smallest view of whole numbers around one, as it travels. */
export const outwards = ({ x, y, width, height }: View): View => {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  return { x: left, y: top, width: Math.ceil(x + width) - left, height: Math.ceil(y + height) - top };
};
