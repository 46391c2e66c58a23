import { expect, test } from 'vitest';
import { emptyLedger } from '../testing/ledgerBuilders.ts';
import { createPeoplevoxWatch, type PeoplevoxView } from './peoplevoxWatch.ts';

async function setup() {
  const { ledger, clock } = await emptyLedger();
  const peoplevox: { state: PeoplevoxView['state'] } = { state: 'not_asked_yet' };
  const look = createPeoplevoxWatch({
    view: () => ({ state: peoplevox.state, words: `It is ${peoplevox.state}.`, lastAnswerAt: null }),
    problems: ledger,
    clock,
  });
  const after = async (state: PeoplevoxView['state'], seconds = 0) => {
    peoplevox.state = state;
    await look();
    await clock.advance(seconds * 1000);
    await look();
    return (await ledger.openProblems(10)).map((one) => one.code);
  };
  return after;
}

test('one lost answer is no news, a minute without any is', async () => {
  const after = await setup();
  expect(await after('not_asked_yet')).toEqual([]);
  expect(await after('away', 59)).toEqual([]);
  expect(await after('answering')).toEqual([]);
  expect(await after('away', 61)).toEqual(['peoplevox_away']);
  expect(await after('answering')).toEqual([]);
});

test('a refused login is told at once, and over with the first answer', async () => {
  const after = await setup();
  expect(await after('login_refused')).toEqual(['login_refused']);
  expect(await after('away', 61)).toEqual(['login_refused', 'peoplevox_away']);
  expect(await after('answering')).toEqual([]);
});
