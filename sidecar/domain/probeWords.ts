// What the probe's questions and answers mean, in words for staff. The screen and the command line show the same.

import type { Finding, ProbeQuestion, ProbeStep } from './probe.ts';

interface Words {
  question: string;
  /** by answer; `{seconds}`, `{rows}` and `{why}` are filled in */
  answers: Record<string, string>;
  /** what Pickwave does while it is not known */
  until: string;
}

export const probeWords: Record<ProbeQuestion, Words> = {
  commit: {
    question: 'How soon is a sales order there that was saved?',
    answers: {
      at_once: 'At once: it can be read as soon as Peoplevox has answered.',
      later: 'Later: it could be read {seconds} s after it was saved.',
    },
    until:
      'After a lost answer Pickwave waits as long as Settings say before it believes that nothing was saved.',
  },
  save_rows: {
    question: 'How many rows does Peoplevox take in one save?',
    answers: {
      all: 'At least {rows}: Pickwave never sends more.',
      fewer: '{rows} were taken, and about twice as many were not. No save of Pickwave is longer.',
    },
    until:
      'Pickwave begins with 50 rows in one save, tries up to 100 when all goes well, and takes fewer where Peoplevox fails.',
  },
  parallel_calls: {
    question: 'Does Peoplevox bear two calls at once?',
    answers: {
      borne: 'Yes: two at the same moment were both answered rightly, each time.',
      not_borne: 'No, so one call is made after the other. One of two at once went wrong: {why}',
    },
    until: 'Pickwave makes one call after the other.',
  },
  lag_after_allocation: {
    question: 'How long does the stock report go on showing units that were allocated?',
    answers: { measured: 'At most {seconds} s.' },
    until: 'The margin in Settings is kept, after which an allocation is believed to be in the stock report.',
  },
  lag_after_cancel: {
    question: 'How long does the stock report go on missing units that a cancelled order freed?',
    answers: { measured: 'At most {seconds} s.' },
    until: 'The margin in Settings is kept for units that come back, too.',
  },
  action1: {
    question: 'Does "do not allocate" (Action 1) keep an order from the pickers?',
    answers: {
      honoured: 'Yes: an order saved with it was not allocated within the wait.',
      ignored: 'No: an order saved with it was allocated all the same.',
    },
    until: 'An order that is still being written is held in three ways at once.',
  },
  hold: {
    question: 'Does OnHold keep an order from being allocated?',
    answers: {
      stops_allocation: 'Yes: an order on hold was not allocated within the wait.',
      is_allocated:
        'No: an order on hold was allocated. Whether pickers see it cannot be told from outside: look once in Peoplevox.',
    },
    until: 'An order that is still being written is held in three ways at once.',
  },
  line_key: {
    question: 'What makes a line of a sales order the same line when it is saved again?',
    answers: {
      item: 'The item code: an order has one row of each item.',
      item_line: 'Item code and Line: the same item may have several rows.',
      insert: 'Nothing: every save adds a row.',
    },
    until: 'Pickwave writes one row per item, reads what is there first, and writes only the difference.',
  },
  remove_by_line: {
    question: 'What is taken away when a line is removed by item code and Line?',
    answers: {
      that_row: 'That row alone.',
      all_of_item: 'Every row of the item.',
      nothing: 'Nothing.',
    },
    until: 'After removing, Pickwave reads the order again and writes what is missing.',
  },
  remove_by_item: {
    question: 'What is taken away when a line is removed by item code alone?',
    answers: {
      one_row: 'One row of the item.',
      all_of_item: 'Every row of the item.',
      nothing: 'Nothing.',
    },
    until: 'After removing, Pickwave reads the order again and writes what is missing.',
  },
  cancel: {
    question: 'Does Status "Cancelled" cancel a sales order?',
    answers: {
      cancels: 'Yes.',
      changes_nothing: 'No: the order stayed as it was. Cancelled shop orders must be cancelled by hand.',
    },
    until: 'After cancelling, Pickwave reads the order again and asks a person where it is not cancelled.',
  },
  delete: {
    question: 'Can a sales order be deleted (Action 2)?',
    answers: {
      deletes: 'Yes, while nothing of it is picked.',
      changes_nothing: 'No: the order stayed as it was.',
    },
    until: 'Pickwave cancels sales orders and never deletes one of a customer.',
  },
  sold_out: {
    question: 'Does an item that is sold out keep its row in the stock report?',
    answers: {
      kept: 'Yes: the stock report has shown items with nothing available.',
      dropped: 'No: an item that was sold out had no row any more, and none when it was asked for.',
    },
    until: 'An item that is missing from the stock report is asked for twice before it counts as sold out.',
  },
};

/** The answer of a finding, or why there is none. */
export function findingWords({ question, answer, seconds, rows, why }: Finding): string {
  if (answer === null) return why;
  const words = probeWords[question].answers[answer] ?? answer;
  return words
    .replace('{seconds}', String(seconds ?? '?'))
    .replace('{rows}', String(rows ?? '?'))
    .replace('{why}', () => why);
}

export const stepWords: Record<ProbeStep, string> = {
  ready: 'Looking at the item and for what an earlier test left',
  commit: 'Saving a test order on hold, and reading it back',
  save_rows: 'Saving the test order many times in one call',
  parallel_calls: 'Making two calls at once',
  allocation: 'Letting a test order be allocated, and watching the stock report',
  action1: 'Saving an order that is not to be allocated',
  hold: 'Saving an order on hold that may be allocated',
  line_key: 'Saving the same line again',
  removing: 'Removing lines',
  cancel: 'Cancelling and deleting',
  sold_out: 'Looking at the last stock reading',
};
