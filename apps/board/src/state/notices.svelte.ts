/** A notice of what has just happened: shown for a few seconds, with a button that takes it back. */

/** A message by its key, and the function that takes back what it tells of; null if that cannot be taken back. */
export interface Notice {
  readonly words:
    | 'stepDeleted'
    | 'phaseDeleted'
    | 'laneDeleted'
    | 'cardDeleted'
    | 'personaDeleted'
    | 'cardDeletedByOther'
    | 'nothingToUndo'
    | 'nearlyFull';
  readonly takeBack: (() => void) | null;
}

const SHOWN_MS = 6_000;

export class Notices {
  #notice = $state.raw<Notice | null>(null);
  #timer: ReturnType<typeof setTimeout> | undefined;

  get current(): Notice | null {
    return this.#notice;
  }

  say(words: Notice['words'], takeBack: Notice['takeBack']): void {
    this.dismiss();
    this.#notice = { words, takeBack };
    this.#timer = setTimeout(() => this.dismiss(), SHOWN_MS);
  }

  dismiss(): void {
    this.#notice = null;
    clearTimeout(this.#timer);
  }
}
