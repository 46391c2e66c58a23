import type { Journal } from './journal.ts';
import type { Toggles } from './toggles.ts';

/** So many calls in so much time, log-ins included; what is over is refused and booked, and does not count itself. */
export class Limiter {
  private starts: number[] = [];
  private readonly toggles: Toggles;
  private readonly journal: Journal;
  private readonly now: () => number;

  constructor(toggles: Toggles, journal: Journal, now: () => number) {
    this.toggles = toggles;
    this.journal = journal;
    this.now = now;
  }

  /** Whether this call may be answered. */
  admit(operation: string): boolean {
    const now = this.now();
    this.starts = this.starts.filter((start) => start > now - this.toggles.rateWindowMs);
    if (this.toggles.rateLimit > 0 && this.starts.length >= this.toggles.rateLimit) {
      this.journal.violation({ operation, callsInWindow: this.starts.length });
      return false;
    }
    this.starts.push(now);
    return true;
  }

  reset(): void {
    this.starts = [];
  }
}
