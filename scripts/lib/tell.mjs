// How results are told, one line each.

const marks = { passed: 'ok     ', failed: 'FAILED ', skipped: 'skipped' };

/**
 * @param {'passed' | 'failed' | 'skipped'} outcome
 * @param {string} name
 * @param {string} detail
 * @param {number} seconds
 */
export const resultLine = (outcome, name, detail, seconds) =>
  `${marks[outcome]}  ${name.padEnd(38)} ${detail.padEnd(36)} ${seconds.toFixed(1).padStart(6)} s`;
