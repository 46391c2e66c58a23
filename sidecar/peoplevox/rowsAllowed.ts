// How many rows a save may have: carefully more while all goes well, fewer when a save may have been too much
// (design.md section 5). Pure.

const cleanCallsToGrow = 20;
/** A tenant that takes no more is tried ever more seldom, and never given up: its limit may be raised. */
const cleanCallsAtMost = cleanCallsToGrow * 64;
/** Silence alone shrinks saves no further: an outage must not leave us sending orders one by one. */
const leastAfterSilence = 10;

export class RowsAllowed {
  readonly #most: number;
  #rows: number;
  #clean = 0;
  #cleanToGrow = cleanCallsToGrow;
  /** so many have gone well for a while */
  #proven: number;
  /** so many were too many */
  #refused = Number.POSITIVE_INFINITY;

  /** `most`: never more than so many, at least `toBeginWith`. */
  constructor(toBeginWith: number, most: number) {
    this.#most = most;
    this.#rows = toBeginWith;
    this.#proven = toBeginWith;
  }

  get rows(): number {
    return this.#rows;
  }

  clean(): void {
    this.#clean += 1;
    if (this.#clean < this.#cleanToGrow) return;
    this.#clean = 0;
    this.#proven = this.#rows;
    // Next to the limit there is nothing to be gained: it is asked once more whether there still is one.
    if (this.#refused - this.#rows <= 1) this.#refused = Number.POSITIVE_INFINITY;
    const halfWay = Math.floor((this.#rows + this.#refused) / 2);
    this.#rows = Math.min(this.#most, this.#rows * 2, halfWay);
  }

  /** No answer came; the save may have been too long. */
  silent(): void {
    this.#clean = 0;
    this.#rows = Math.min(this.#rows, Math.max(leastAfterSilence, Math.floor(this.#rows / 2)));
    this.#proven = Math.min(this.#proven, this.#rows);
  }

  /** A save of so many rows was refused whole, though its parts were taken, of which the longest had `taken` rows. */
  tooMany(rows: number, taken: number): void {
    this.#clean = 0;
    this.#cleanToGrow = Math.min(cleanCallsAtMost, this.#cleanToGrow * 2);
    this.#refused = rows;
    const enough = rows > this.#proven ? Math.max(this.#proven, taken) : Math.max(1, taken);
    this.#rows = Math.min(this.#rows, enough);
    this.#proven = this.#rows;
  }
}
