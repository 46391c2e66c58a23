// The small family of failures that knows what helps next: try again, ask first, or a person.

export type Next = 'retry' | 'ask' | 'person';

export class SyncError extends Error {
  override readonly name: string = 'SyncError';
  readonly next: Next = 'retry';
}

/** No connection was made, so nothing was done over there. */
export class NotConnected extends SyncError {
  override readonly name = 'NotConnected';
}

/** No answer came, or none that can be read, so the work may or may not have been done. */
export class Silent extends SyncError {
  override readonly name: string = 'Silent';
  override readonly next = 'ask';
}

/**
 * It was answered, but with a failure (a SOAP fault, a page, an HTTP error) or with what cannot be read. That may come from the middle of
 * the work, so of the work it says no more than silence.
 */
export class Faulted extends Silent {
  override readonly name = 'Faulted';
}

/** The other side said no, in words. */
export class Refused extends SyncError {
  override readonly name = 'Refused';
  override readonly next = 'person';
}

/** Peoplevox refuses user name or password: no further login until a person changed something (complaint 13). */
export class LoginRefused extends SyncError {
  override readonly name = 'LoginRefused';
  override readonly next = 'person';
}

/** An answer came, but it lacks what it must have (canary, rows, columns), so it proves nothing. */
export class NotTrusted extends SyncError {
  override readonly name = 'NotTrusted';
}

/** The shop's lease is not ours, or about to run out: stop at once. */
export class LeaseLost extends SyncError {
  override readonly name = 'LeaseLost';
}

/** The shop is a copy of the one that was paired. */
export class ShopFrozen extends SyncError {
  override readonly name = 'ShopFrozen';
  override readonly next = 'person';
}

/** Somebody asked us to stop. */
export class Stopping extends SyncError {
  override readonly name = 'Stopping';
}
