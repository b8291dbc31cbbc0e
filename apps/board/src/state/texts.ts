/** The board's shared texts as fields on the screen read and write them. */
import type { Author, Board, TextRef } from '@samrejse/model/document/board';
import { readText, writeText } from '@samrejse/model/document/text';
import type { Undo } from './undo.svelte.ts';

/** A shared text, as a field sees it. */
export interface SharedText {
  /** What the document says now. Not from a prop: props follow a moment later, and a letter typed between would be lost. */
  readonly read: () => string;
  /** The whole new text, and where the caret stands in it. */
  readonly type: (text: string, caret: number) => void;
}

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
