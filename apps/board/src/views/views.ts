/** The views of a board, in the order in which they are offered. */
import type { LiveBoard } from '../state/live.svelte.ts';
import GridView from './grid/GridView.svelte';
import type { View } from './view.ts';

/** Steps are columns, lanes are rows, cards lie in cells. A board opens with it. */
const GRID: View = {
  id: 'grid',
  title: (t) => t.views.grid,
  key: null,
  hasWhatItNeeds: () => true,
  component: GridView,
};

export const VIEWS: readonly View[] = [GRID];

/** The view of this id; the grid while none is chosen, or where the board lacks what the view needs. */
export const viewOf = (id: string | null, live: LiveBoard): View =>
  VIEWS.find((view) => view.id === id && view.hasWhatItNeeds(live)) ?? GRID;
