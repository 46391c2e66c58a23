// Why a data directory cannot be opened, in words for the person who runs the sidecar.

/** The ledger cannot be used as it is; `message` says what to do. */
export class LedgerUnusable extends Error {
  override readonly name = 'LedgerUnusable';
}

/** Another process has the data directory open. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse';
  constructor(dataDir: string) {
    super(
      `The data directory ${dataDir} is in use by another Pickwave. ` +
        'Stop that one first, or give this one a directory of its own with PICKWAVE_DATA_DIR.',
    );
  }
}
