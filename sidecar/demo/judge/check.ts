// One thing looked at: whether it is right, in words.

export interface Check {
  right: boolean;
  /** What must hold, in a sentence. */
  promise: string;
  /** What is wrong where it does not hold, each with its order or SKU. */
  wrong: string[];
}

/** Holds where nothing is wrong. */
export const check = (promise: string, wrong: string[]): Check => ({
  right: wrong.length === 0,
  promise,
  wrong,
});
