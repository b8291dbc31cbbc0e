/**
 * Undo and redo of one person's own edits. Edits by verbs are undone register by register, and only if the register still
 * holds what the person wrote (rule U1). Typing is undone by Yjs, which knows who typed each letter (rule U3).
 */
import * as Y from 'yjs';
import { type Author, type Board, type Change, type Edit, type TextRef, textOf } from './board.ts';
import { revert } from './revert.ts';

type UndoStep = { readonly kind: 'verb'; readonly changes: readonly Change[] } | { readonly kind: 'text' };

/** A pause in typing longer than this begins a new step of undo. */
const TYPING_PAUSE_MS = 1_000;

export interface History {
  readonly canUndo: () => boolean;
  readonly canRedo: () => boolean;
  /** Undoes the last step that can still be undone; false if there was none. */
  readonly undo: () => boolean;
  readonly redo: () => boolean;
  /** Call it before typing into a text, so that the typing can be undone. */
  readonly track: (ref: TextRef) => void;
  /** Ends the present run of typing: letters typed later are a step of their own. */
  readonly pause: () => void;
  /** Calls back when the steps that can be undone or redone have changed. Returns a function that stops it. */
  readonly onChange: (callback: () => void) => () => void;
  readonly close: () => void;
}

export const openHistory = (board: Board, author: Author): History => {
  const undoable: UndoStep[] = [];
  const redoable: UndoStep[] = [];
  const listeners = new Set<() => void>();
  const changed = () => {
    for (const listener of listeners) listener();
  };
  // The document is given as an option, because an undo manager that starts without a scope has no other way to know it.
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

  /** Undoes or redoes one run of typing; true if letters changed. */
  const replayText = (back: boolean): boolean => {
    const stack = back ? texts.undoStack : texts.redoStack;
    // If a run has nothing left to undo, Yjs would go on to an earlier one, past the verbs in between.
    const earlier = stack.splice(0, stack.length - 1);
    replaying = true;
    const item = back ? texts.undo() : texts.redo();
    replaying = false;
    stack.unshift(...earlier);
    return item !== null;
  };

  const replay = (from: UndoStep[], to: UndoStep[], back: boolean): boolean => {
    for (let step = from.pop(); step !== undefined; step = from.pop()) {
      texts.stopCapturing();
      if (step.kind === 'text') {
        if (!replayText(back)) continue;
        to.push(step);
      } else {
        const done = revert(board, author, step.changes);
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
