/** The board's shared texts as fields on the screen read and write them. */
import type { Author, Board, TextRef } from '@samrejse/model/document/board';
import { readText, writeText } from '@samrejse/model/document/text';
import type { SharedText } from '../text/follow-text.svelte.ts';
import type { Undo } from './undo.svelte.ts';

export class Texts {
  readonly #board: Board;
  readonly #author: Author;
  readonly #undo: Undo;

  constructor(board: Board, author: Author, undo: Undo) {
    this.#board = board;
    this.#author = author;
    this.#undo = undo;
  }

  read(ref: TextRef): string {
    return readText(this.#board, ref);
  }

  /** Writes the whole new text; `caret` is its offset in UTF-16 code units. A stretch of typing is one step of undo. */
  type(ref: TextRef, text: string, caret: number): void {
    this.#undo.track(ref);
    writeText(this.#board, this.#author, ref, text, caret);
  }

  /** Ends a stretch of typing: further typing is undone apart from it. */
  pause(): void {
    this.#undo.pause();
  }

  /** Takes the blanks off the end of a text. */
  trimEnd(ref: TextRef): void {
    const text = this.read(ref);
    const trimmed = text.trimEnd();
    if (trimmed !== text) this.type(ref, trimmed, trimmed.length);
  }

  /** A text for a field to follow. */
  shared(ref: TextRef): SharedText {
    return {
      read: () => this.read(ref),
      type: (text, caret) => this.type(ref, text, caret),
    };
  }
}
