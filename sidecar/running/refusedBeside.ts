// Peoplevox was found to bear two calls at once, and refused one of two later on: what was found is replaced, so that calls go one after
// the other for good, or until a test finds otherwise again. A person reads why on the screen and in the journal.

import { type Finding, knownOf, type ProbeBook, withFindings } from '../domain/probe.ts';

interface Deps {
  book: { current(): ProbeBook; change(to: (before: ProbeBook) => ProbeBook): Promise<void> };
  ledger: { noteInJournal(who: string, what: string): Promise<void> };
  clock: { now(): Date };
  log: { warn(fields: object, words: string): void; error(fields: object, words: string): void };
}

/** In force when it returns; a book that could not be written is logged. `words`: Peoplevox's, or what happened. */
export const refusedBeside =
  ({ book, ledger, clock, log }: Deps) =>
  (words: string): void => {
    if (knownOf({}, book.current().findings).parallelCalls !== 'borne') return;
    const found: Finding = {
      question: 'parallel_calls',
      certainty: 'seen',
      answer: 'not_borne',
      seconds: null,
      rows: null,
      why: words,
      at: clock.now().toISOString(),
    };
    log.warn(
      { words },
      'Peoplevox refused one of two calls at once; from now on they go one after the other',
    );
    book
      .change((before) => ({ ...before, findings: withFindings(before.findings, [found]) }))
      .then(() =>
        ledger.noteInJournal('Pickwave', `Calls to Peoplevox go one after the other again. ${words}`),
      )
      .catch((failure: unknown) =>
        log.error({ err: failure }, 'what was found out could not be written down'),
      );
  };
