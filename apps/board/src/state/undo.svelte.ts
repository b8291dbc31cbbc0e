/** Undo and redo of what we did ourselves at this screen. */
import type { Author, Board, TextRef } from '@samrejse/model/document/board';
import { type History, openHistory } from '@samrejse/model/document/history';
import type { Notices } from './notices.svelte.ts';

export class Undo {
  #canUndo = $state(false);
  #canRedo = $state(false);
  readonly #history: History;
  readonly #notices: Notices;

  constructor(board: Board, author: Author, notices: Notices) {
    this.#notices = notices;
    this.#history = openHistory(board, author);
    this.#history.onChange(() => {
      this.#canUndo = this.#history.canUndo();
      this.#canRedo = this.#history.canRedo();
    });
  }

  get canUndo(): boolean {
    return this.#canUndo;
  }

  get canRedo(): boolean {
    return this.#canRedo;
  }

  /** Takes back our last edit; says so where there is none. */
  undo(): void {
    this.#history.pause();
    if (this.#history.undo()) this.#notices.dismiss();
    else this.#notices.say('nothingToUndo', null);
  }

  redo(): void {
    this.#history.redo();
  }

  /** Call before typing into a text, so that the typing can be undone. */
  track(ref: TextRef): void {
    this.#history.track(ref);
  }

  /** Ends a stretch of typing: further typing is undone apart from it. */
  pause(): void {
    this.#history.pause();
  }

  close(): void {
    this.#history.close();
  }
}
