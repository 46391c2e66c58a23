// What the panel has to remember, because the stand-ins do not tell.

export interface Memory {
  customers: number;
  parcels: number;
  peoplevoxAway: boolean;
  /** The sidecar's password, while Peoplevox wants another one. */
  rightPassword: string | null;
}
export const newMemory = (): Memory => ({
  customers: 0,
  parcels: 0,
  peoplevoxAway: false,
  rightPassword: null,
});
