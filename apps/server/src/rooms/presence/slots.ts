/** Small numbers for who is in a room: the lowest that is free, so that they stay small. */
export class Slots {
  readonly #free: number[] = [];
  #next = 0;

  take(): number {
    return this.#free.pop() ?? this.#next++;
  }

  giveBack(slot: number): void {
    this.#free.push(slot);
    this.#free.sort((a, b) => b - a);
  }
}
