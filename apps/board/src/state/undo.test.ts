import { authorOf, openBoard } from '@samrejse/model/document/board';
import { addPhase } from '@samrejse/model/edits/phases';
import type { PersonId } from '@samrejse/model/records/ids';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Notices } from './notices.svelte.ts';
import { Texts } from './texts.ts';
import { Undo } from './undo.svelte.ts';

const setup = () => {
  vi.useFakeTimers();
  const board = openBoard();
  const author = authorOf('ida' as PersonId);
  const notices = new Notices();
  const undo = new Undo(board, author, notices);
  const texts = new Texts(board, author, undo);
  const phase = addPhase(board, author, { name: '', period: 'before' });
  return { board, notices, undo, texts, name: { in: 'phases', id: phase, field: 'name' } as const };
};

afterEach(() => {
  vi.useRealTimers();
});

describe('undo', () => {
  test('a stretch of typing is one step; a pause begins another', () => {
    const { undo, texts, name } = setup();
    texts.type(name, 'N', 1);
    texts.type(name, 'Ne', 2);
    texts.pause();
    texts.type(name, 'Need', 4);
    undo.undo();
    expect(texts.read(name)).toBe('Ne');
    undo.undo();
    expect(texts.read(name)).toBe('');
    undo.redo();
    expect(texts.read(name)).toBe('Ne');
    expect([undo.canUndo, undo.canRedo]).toEqual([true, true]);
  });

  test('where there is nothing of ours to undo, that is said, and goes with the next undo', () => {
    const { undo, texts, notices, name } = setup();
    undo.undo();
    undo.undo();
    expect(undo.canUndo).toBe(false);
    expect(notices.current?.words).toBe('nothingToUndo');
    undo.redo();
    texts.type(name, 'Need', 4);
    undo.undo();
    expect(notices.current).toBeNull();
  });

  test('blanks at the end of a text go, and that is undone with the typing', () => {
    const { undo, texts, name } = setup();
    texts.type(name, 'Need \n', 6);
    texts.trimEnd(name);
    expect(texts.read(name)).toBe('Need');
    undo.undo();
    expect(texts.read(name)).toBe('');
  });
});
