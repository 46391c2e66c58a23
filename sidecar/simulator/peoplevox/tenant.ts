import { setTimeout as wait } from 'node:timers/promises';
import { type CommitQueue, createCommits } from './commits.ts';
import { Events } from './events.ts';
import { Faults } from './faults.ts';
import { Journal } from './journal.ts';
import { Limiter } from './limiter.ts';
import { Replica } from './reports/replica.ts';
import { type Credentials, Sessions } from './sessions.ts';
import { createSettle } from './settle.ts';
import { defaultToggles, type Toggles } from './toggles.ts';
import { createWorld, tablesOf, type World } from './world.ts';

/** One simulated tenant without its doors: everything that the SOAP endpoint, the control and a test work on. */
export interface Tenant {
  credentials: Credentials;
  toggles: Toggles;
  world: World;
  journal: Journal;
  faults: Faults;
  sessions: Sessions;
  limiter: Limiter;
  events: Events;
  replica: Replica;
  commits: CommitQueue;
  now(): number;
  /** The time that a call takes goes by on the tenant's clock. */
  pass(ms: number): Promise<void>;
  /** Draws the consequences of what was changed. */
  settle(): void;
  /** Applies what is due by now. Called before anything is read or done. */
  catchUp(): void;
  /** Empties everything; toggles as given at the start. */
  reset(): void;
}

export function createTenant(
  credentials: Credentials,
  given: Partial<Toggles>,
  now: () => number,
  pass: (ms: number) => Promise<void> = wait,
): Tenant {
  const toggles: Toggles = { ...defaultToggles(), ...given };
  const journal = new Journal(now);
  const world = createWorld(toggles, journal, now);
  const faults = new Faults();
  const events = new Events(toggles, journal);
  const replica = new Replica(world);
  const sessions = new Sessions(credentials, toggles, now);
  const limiter = new Limiter(toggles, journal, now);
  const settling = createSettle({ world, replica, tell: (event) => events.tell(event) });
  const commits = createCommits({ world, faults, settle: settling.settle });
  return {
    credentials,
    toggles,
    world,
    journal,
    faults,
    sessions,
    limiter,
    events,
    replica,
    commits,
    now,
    pass,
    settle: settling.settle,
    catchUp: () => commits.catchUp(),
    reset() {
      for (const table of tablesOf(world)) table.clear();
      for (const part of [journal, events, replica, sessions, limiter, settling, commits]) part.reset();
      faults.clear();
      Object.assign(toggles, defaultToggles(), given);
    },
  };
}
