import { randomUUID } from 'node:crypto';
import { Refusal } from './refusal.ts';
import type { Toggles } from './toggles.ts';

export interface Credentials {
  clientId: string;
  username: string;
  password: string;
}

/** A call without a living session. */
export class SessionRefusal extends Refusal {
  constructor(toggles: Toggles) {
    super(`System : Security - ${toggles.sessionText}`);
  }
}

interface Session {
  startedAt: number;
  usedAt: number;
}

/** Log-ins and who is logged in (peoplevox-api.md 1.4, 1.5). */
export class Sessions {
  private readonly living = new Map<string, Session>();
  private refusedInARow = 0;
  private readonly credentials: Credentials;
  private readonly toggles: Toggles;
  private readonly now: () => number;

  constructor(credentials: Credentials, toggles: Toggles, now: () => number) {
    this.credentials = credentials;
    this.toggles = toggles;
    this.now = now;
  }

  /** Returns `<clientId>,<sessionId>`. Throws a Refusal. */
  logIn(clientId: string, username: string, password: string): string {
    const { credentials, toggles } = this;
    const locked = toggles.lockOutAfter > 0 && this.refusedInARow >= toggles.lockOutAfter;
    const known =
      clientId.toLowerCase() === credentials.clientId.toLowerCase() && username === credentials.username;
    if (!known || locked || !this.isPassword(password)) {
      this.refusedInARow++;
      // The region that wants plain text complains of the session instead (peoplevox-api.md 1.4).
      if (known && !locked && toggles.password === 'plain') throw new SessionRefusal(toggles);
      throw new Refusal(toggles.loginRefusal);
    }
    this.refusedInARow = 0;
    if (toggles.secondLoginEndsFirst) this.living.clear();
    const id = randomUUID();
    this.living.set(id, { startedAt: this.now(), usedAt: this.now() });
    return `${credentials.clientId},${id}`;
  }

  /** Throws a SessionRefusal unless the session lives; otherwise it counts as used. */
  check(sessionId: string): void {
    const session = this.living.get(sessionId);
    const since = this.toggles.sessionLife === 'sliding' ? session?.usedAt : session?.startedAt;
    if (!session || since === undefined || this.now() - since >= this.toggles.sessionMinutes * 60_000) {
      this.living.delete(sessionId);
      throw new SessionRefusal(this.toggles);
    }
    session.usedAt = this.now();
  }

  end(sessionId: string): void {
    this.living.delete(sessionId);
  }

  endAll(): void {
    this.living.clear();
  }

  reset(): void {
    this.living.clear();
    this.refusedInARow = 0;
  }

  private isPassword(given: string): boolean {
    const { password } = this.credentials;
    if (this.toggles.password === 'plain') return given === password;
    // Ruby's line break at the end evidently works too (peoplevox-api.md 1.4).
    return given.replace(/[\r\n]/g, '') === Buffer.from(password, 'utf8').toString('base64');
  }
}
