import type { CardId } from '@samrejse/model/records/ids';
import { describe, expect, test } from 'vitest';
import { Selection } from './selection.svelte.ts';

const a = 'a' as CardId;
const b = 'b' as CardId;

const setup = (mayEdit = true) => {
  const shown: object[] = [];
  const typed: CardId[] = [];
  const selection = new Selection({
    mayEdit: () => mayEdit,
    show: (change) => shown.push(change),
    onTyped: (card) => typed.push(card),
  });
  return { selection, shown, typed };
};

describe('selection', () => {
  test('typing ends when another card is selected', () => {
    const { selection, typed } = setup();
    selection.edit(a);
    expect([selection.card, selection.editing]).toEqual([a, a]);
    selection.select(b);
    expect([selection.card, selection.editing]).toEqual([b, null]);
    expect(typed).toEqual([a]);
  });

  test('a card stays selected after typing in it, and typing ends once', () => {
    const { selection, typed } = setup();
    selection.edit(a);
    selection.stopEditing();
    selection.stopEditing();
    expect([selection.card, selection.editing]).toEqual([a, null]);
    expect(typed).toEqual([a]);
  });

  test('without the right to edit a card is selected only', () => {
    const { selection } = setup(false);
    selection.edit(a);
    expect([selection.card, selection.editing]).toEqual([a, null]);
  });

  test('others see the selection and the typing, and nothing twice', () => {
    const { selection, shown } = setup();
    selection.select(a);
    selection.select(a);
    selection.edit(a);
    selection.select(null);
    expect(shown).toEqual([
      { selected: a, typing: false },
      { selected: a, typing: true },
      { typing: false },
      { selected: null, typing: false },
    ]);
  });

  test('a deleted card is let go without the end of typing; another card stays selected', () => {
    const { selection, shown, typed } = setup();
    selection.edit(a);
    expect(selection.drop(b)).toBe(false);
    expect(selection.drop(a)).toBe(true);
    expect([selection.card, selection.editing]).toEqual([null, null]);
    expect(typed).toEqual([]);
    expect(shown.at(-1)).toEqual({ selected: null, typing: false });
  });
});
