// When the last calls were made, on the clock that never goes backwards.
//
// A call counts while it is under way and from the end of it, not from its start: Peoplevox counts when a call
// arrives, which is some time between the two. If before each call begins fewer than N calls are under way or
// ended within the last W, no W of Peoplevox's own clock ever sees more than N arrive, however slow the line.

/** More than a window may ever hold (Settings: callsPerWindow is at most 15). */
const kept = 15;
/** So many were under way at once, at most. */
const atOnce = 2;

/** A call of an earlier process, as the ledger kept it. */
export interface RecordedCall {
  /** wall clock, milliseconds since 1970 */
  at: number;
  /** milliseconds since the machine was started; null or absent where it is not known */
  uptime?: number | null;
}

export class CallWindow {
  /** monotonic milliseconds, oldest first */
  #ends: number[] = [];
  #underWay = 0;
  #lastBegan = Number.NEGATIVE_INFINITY;

  /**
   * Takes over what an earlier process did. At most two calls are under way at once, whichever: when one
   * began, all before it had ended but one, so of the ends in their order each was no later than the beginning of the
   * next call but one; the last two may have gone on until now. The younger of the two ages counts: after the wall clock
   * was set forward the uptime is right, after the machine was restarted the wall clock is. A row from the
   * future (the clock was set back) counts as made just now.
   */
  restore(calls: RecordedCall[], now: { wall: number; uptime: number; monotonic: number }): void {
    const ages = calls.slice(-kept).map(({ at, uptime }) => {
      const byWall = Math.max(0, now.wall - at);
      const byUptime = uptime == null || uptime > now.uptime ? Number.POSITIVE_INFINITY : now.uptime - uptime;
      return Math.min(byWall, byUptime);
    });
    const open = Math.min(atOnce, ages.length);
    const ends = [...ages.slice(open), ...Array.from({ length: open }, () => 0)].map(
      (age) => now.monotonic - age,
    );
    this.#ends = [...ends, ...this.#ends].sort((a, b) => a - b).slice(-kept);
  }

  /** Somebody else may have called just now, nobody here knows how often. */
  assumeFull(monotonic: number): void {
    this.#ends = Array.from({ length: kept }, () => monotonic);
  }

  began(monotonic: number): void {
    this.#underWay += 1;
    this.#lastBegan = monotonic;
  }

  ended(monotonic: number): void {
    this.#underWay -= 1;
    this.#ends.push(monotonic);
    if (this.#ends.length > kept) this.#ends.shift();
  }

  /** Those under way included. */
  used(monotonic: number, windowMs: number): number {
    return this.#underWay + this.#ends.filter((end) => monotonic - end <= windowMs).length;
  }

  /**
   * How long until the window holds fewer than `below` calls; 0 where it does now, null where that takes the end of a
   * call under way.
   */
  roomIn(monotonic: number, windowMs: number, below: number): number | null {
    if (below <= this.#underWay) return null;
    const last = this.#ends[this.#ends.length - (below - this.#underWay)];
    return last === undefined || monotonic - last > windowMs ? 0 : last + windowMs - monotonic + 1;
  }

  /** How long until `gapMs` have gone by since a call last ended, or began. */
  gapLeft(monotonic: number, gapMs: number): number {
    const last = Math.max(this.#lastBegan, this.#ends.at(-1) ?? Number.NEGATIVE_INFINITY);
    return Math.max(0, last + gapMs - monotonic);
  }
}
