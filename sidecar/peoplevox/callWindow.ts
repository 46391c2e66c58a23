// When the last calls were made, on the clock that never goes backwards.
//
// A call counts from the end of it, not from its start: Peoplevox counts when a call arrives, which is some
// time between the two. If fewer than N calls ended within the last W before each call begins, no W of
// Peoplevox's own clock ever sees more than N arrive, however slow the line.

/** More than a window may ever hold (Settings: callsPerWindow is at most 15). */
const kept = 15;

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

  /**
   * Takes over what an earlier process did. Calls are made one at a time, so each had ended when the next
   * began; the last one may have gone on until now. The younger of the two ages counts: after the wall clock
   * was set forward the uptime is right, after the machine was restarted the wall clock is. A row from the
   * future (the clock was set back) counts as made just now.
   */
  restore(calls: RecordedCall[], now: { wall: number; uptime: number; monotonic: number }): void {
    const ages = calls.slice(-kept).map(({ at, uptime }) => {
      const byWall = Math.max(0, now.wall - at);
      const byUptime = uptime == null || uptime > now.uptime ? Number.POSITIVE_INFINITY : now.uptime - uptime;
      return Math.min(byWall, byUptime);
    });
    const ends = ages.length === 0 ? [] : [...ages.slice(1), 0].map((age) => now.monotonic - age);
    this.#ends = [...ends, ...this.#ends].sort((a, b) => a - b).slice(-kept);
  }

  /** Somebody else may have called just now, nobody here knows how often. */
  assumeFull(monotonic: number): void {
    this.#ends = Array.from({ length: kept }, () => monotonic);
  }

  ended(monotonic: number): void {
    this.#ends.push(monotonic);
    if (this.#ends.length > kept) this.#ends.shift();
  }

  used(monotonic: number, windowMs: number): number {
    return this.#ends.filter((end) => monotonic - end <= windowMs).length;
  }

  /** How long until the window holds fewer than `below` calls; 0 where it does now. */
  roomIn(monotonic: number, windowMs: number, below: number): number {
    const last = this.#ends[this.#ends.length - below];
    return last === undefined || monotonic - last > windowMs ? 0 : last + windowMs - monotonic + 1;
  }

  /** How long until `gapMs` have gone by since the last call. */
  gapLeft(monotonic: number, gapMs: number): number {
    const last = this.#ends.at(-1);
    return last === undefined ? 0 : Math.max(0, last + gapMs - monotonic);
  }
}
