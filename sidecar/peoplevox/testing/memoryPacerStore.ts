import type { RecordedCall } from '../callWindow.ts';
import type { Lane } from '../lanes.ts';
import type { PacerStore } from '../pacer.ts';

export class MemoryPacerStore implements PacerStore {
  rows: (RecordedCall & { operation: string; lane: Lane })[] = [];
  async recent(sinceMs: number): Promise<RecordedCall[]> {
    return this.rows.filter((row) => row.at >= sinceMs);
  }
  async record(at: number, operation: string, lane: Lane, uptime: number): Promise<void> {
    this.rows.push({ at, operation, lane, uptime });
  }
}
