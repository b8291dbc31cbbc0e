import { openBoard } from '@samrejse/model/document/board';
import { describe, expect, test } from 'vitest';
import { HEARD_TOGETHER } from '../commands/commands.ts';
import { showViewCommands } from '../commands/show-view.ts';
import { da } from '../i18n/da.ts';
import { en } from '../i18n/en.ts';
import { sv } from '../i18n/sv.ts';
import { LiveBoard } from '../state/live.svelte.ts';
import { VIEWS, viewOf } from './views.ts';

describe('views', () => {
  test('no two have one id, and the grid comes first', () => {
    const ids = VIEWS.map(({ id }) => id);
    expect(ids.length).toBe(new Set(ids).size);
    expect(ids[0]).toBe('grid');
  });

  test.each([
    ['en', en],
    ['da', da],
    ['sv', sv],
  ])('%s: every view has a title of its own', (_, t) => {
    const titles = VIEWS.map(({ title }) => title(t));
    for (const title of titles) expect(title).toMatch(/\p{L}/u);
    expect(titles.length).toBe(new Set(titles).size);
  });

  test('a key that shows a view does nothing else', () => {
    const commands = [...showViewCommands(VIEWS), ...Object.values(HEARD_TOGETHER).flat()];
    for (const view of VIEWS) {
      const { key } = view;
      if (key === null) continue;
      const same = new Set(commands.filter(({ keys }) => keys.some((other) => other.key === key.key)));
      expect([...same].map(({ id }) => id)).toEqual([`view.${view.id}`]);
    }
  });

  test('the grid is shown until another view is chosen', () => {
    const live = new LiveBoard(openBoard(), { measure: () => 60, onGone: () => undefined });
    expect(viewOf(null, live).id).toBe('grid');
    expect(viewOf('a view of another version', live).id).toBe('grid');
    live.close();
  });

  test('every view has a component', () => {
    for (const { component } of VIEWS) expect(component).toBeTypeOf('function');
  });
});
