/**
 * Undo and redo of one person's own edits. Verbs are undone register by register, and only where the register still
 * holds what the person wrote (rule U1); text is left to Yjs, which knows whose letters are whose (rule U3).
 */
import * as Y from 'yjs';
import { type Author, type Board, type Change, type Edit, type TextRef, textOf } from './board.ts';
import { revert } from './revert.ts';

type Entry = { readonly kind: 'verb'; readonly changes: readonly Change[] } | { readonly kind: 'text' };

/** Typing that pauses for longer than this starts a new step of undo. */
const TYPING_PAUSE_MS = 1_000;

export interface History {
  readonly canUndo: () => boolean;
  readonly canRedo: () => boolean;
  /** Takes back the last step that still can be; false if there was none. */
  readonly undo: () => boolean;
  readonly redo: () => boolean;
  /** Call before typing into a text, so that the typing can be undone. */
  readonly track: (ref: TextRef) => void;
  /** Ends the present stretch of typing: what follows is a step of its own. */
  readonly pause: () => void;
  /** Calls back when what can be undone or redone has changed. */
  readonly onChange: (callback: () => void) => () => void;
  readonly close: () => void;
}

export const openHistory = (board: Board, author: Author): History => {
  const undoable: Entry[] = [];
  const redoable: Entry[] = [];
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  // A root type of its own to begin with: an undo manager without any scope knows no document.
  const texts = new Y.UndoManager([], {
    doc: board.doc,
    trackedOrigins: new Set([author]),
    captureTimeout: TYPING_PAUSE_MS,
  });
  let replaying = false;

  const onTyped = ({ type }: { type: 'undo' | 'redo' }) => {
    if (replaying || type !== 'undo') return;
    undoable.push({ kind: 'text' });
    redoable.length = 0;
    changed();
  };
  texts.on('stack-item-added', onTyped);

  const onEdit = (edit: Edit) => {
    if (edit.author !== author) return;
    texts.stopCapturing();
    undoable.push({ kind: 'verb', changes: edit.changes });
    redoable.length = 0;
    texts.clear(false, true);
    changed();
  };
  board.editListeners.add(onEdit);

  /** Undoes one stretch of typing; true if letters moved. */
  const replayText = (back: boolean): boolean => {
    const stack = back ? texts.undoStack : texts.redoStack;
    // From a stretch with nothing left to undo, Yjs would go on to an earlier one, past verbs that stand between.
    const earlier = stack.splice(0, stack.length - 1);
    replaying = true;
    const item = back ? texts.undo() : texts.redo();
    replaying = false;
    stack.unshift(...earlier);
    return item !== null;
  };

  const replay = (from: Entry[], to: Entry[], back: boolean): boolean => {
    for (let entry = from.pop(); entry !== undefined; entry = from.pop()) {
      texts.stopCapturing();
      if (entry.kind === 'text') {
        if (!replayText(back)) continue;
        to.push(entry);
      } else {
        const done = revert(board, author, entry.changes);
        if (done.length === 0) continue;
        to.push({ kind: 'verb', changes: done });
      }
      changed();
      return true;
    }
    changed();
    return false;
  };

  return {
    canUndo: () => undoable.length > 0,
    canRedo: () => redoable.length > 0,
    undo: () => replay(undoable, redoable, true),
    redo: () => replay(redoable, undoable, false),
    track: (ref) => {
      const text = textOf(board, ref);
      if (text !== null) texts.addToScope(text);
    },
    pause: () => texts.stopCapturing(),
    onChange: (callback) => {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
    close: () => {
      board.editListeners.delete(onEdit);
      texts.destroy();
      listeners.clear();
    },
  };
};
