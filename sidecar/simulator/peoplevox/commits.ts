import { type Applying, applySave, type Save } from './templates/save.ts';

interface Pending {
  save: Save;
  /** Null: only when told. */
  dueAt: number | null;
}

/** Saves that were answered but are not applied yet. */
export interface CommitQueue {
  /** Returns a number for it, never 0. */
  add(save: Save, afterMs: number | null): number;
  size(): number;
  /** Applies those that are due. */
  catchUp(): void;
  /** Applies the first n, or all, due or not. Returns how many. */
  applyNow(n?: number): number;
  reset(): void;
}

export function createCommits(applying: Applying): CommitQueue {
  let pending: Pending[] = [];
  let lastId = 0;
  const { world } = applying;
  return {
    add(save, afterMs) {
      pending.push({ save, dueAt: afterMs === null ? null : world.now() + afterMs });
      return ++lastId;
    },
    size: () => pending.length,
    catchUp() {
      const isDue = ({ dueAt }: Pending) => dueAt !== null && dueAt <= world.now();
      const due = pending.filter(isDue);
      pending = pending.filter((one) => !isDue(one));
      for (const { save } of due) applySave(save, applying);
    },
    applyNow(n = pending.length) {
      const now = pending.splice(0, n);
      for (const { save } of now) applySave(save, applying);
      return now.length;
    },
    reset() {
      pending = [];
    },
  };
}
