// How many rows a save may have: carefully more while all goes well, half as many when a save may have been
// too much (design.md section 5). Pure.

/** What other clients were seen to send at most (peoplevox-api.md section 8). */
const most = 100;
const cleanCallsToGrow = 20;
/** Silence alone shrinks saves no further: an outage must not leave us sending orders one by one. */
const leastAfterSilence = 10;

export class RowsAllowed {
  #rows: number;
  #clean = 0;

  constructor(toBeginWith: number) {
    this.#rows = toBeginWith;
  }

  get rows(): number {
    return this.#rows;
  }

  clean(): void {
    this.#clean += 1;
    if (this.#clean < cleanCallsToGrow) return;
    this.#clean = 0;
    this.#rows = Math.min(most, this.#rows * 2);
  }

  /** No answer came; the save may have been too long. */
  silent(): void {
    this.#clean = 0;
    this.#rows = Math.min(this.#rows, Math.max(leastAfterSilence, Math.floor(this.#rows / 2)));
  }

  /** A save of so many rows was refused whole, though each part of it was taken. */
  tooMany(rows: number): void {
    this.#clean = 0;
    this.#rows = Math.max(1, Math.min(this.#rows, Math.floor(rows / 2)));
  }
}
