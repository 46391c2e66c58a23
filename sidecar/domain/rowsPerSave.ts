// How long a save to Peoplevox may be (design.md section 5; peoplevox-api.md section 8 and question 7 of section 10). Pure.

/** Rows of the longest save that Pickwave ever makes: what other clients were seen to send at most. */
export const mostRowsPerSave = 100;
/** While nothing is known. */
const carefully = 50;

/**
 * Rows that a save begins with, and that it never has more than. `set`: a person's setting, which wins over what was found; 0 where there
 * is none. `found`: by the tenant probe, null where it is not known. More than was found is tried only where a person set it.
 */
export function rowsOfASave(set: number, found: number | null): { begin: number; most: number } {
  const begin = set === 0 ? (found ?? carefully) : set;
  return { begin, most: found === null ? mostRowsPerSave : Math.max(found, begin) };
}
