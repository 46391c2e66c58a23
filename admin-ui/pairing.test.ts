import { expect, test } from 'vitest';
import { pairTrouble, tidyAddress, tidyCode } from './pairing.ts';
import { problemFrom } from './problem.ts';

test('a code is taken however it is typed', () => {
  for (const typed of ['K7QF2-9XMPT', 'k7qf2 9xmpt', ' k7qf29xmpt '])
    expect(tidyCode(typed)).toBe('K7QF2-9XMPT');
});

test('an address is taken with or without its scheme and slash', () => {
  expect(tidyAddress(' 10.0.0.7:8190/ ')).toBe('http://10.0.0.7:8190');
  expect(tidyAddress('https://pickwave.example.com/')).toBe('https://pickwave.example.com');
  expect(tidyAddress('  ')).toBe('');
});

test.each([
  ['wrong_code', 'code'],
  ['pickwave_wrong_code', 'code'],
  ['code_expired', 'code'],
  ['paired_elsewhere', 'url'],
  ['pickwave_sidecar_away', 'url'],
  ['rest_invalid_param', 'url'],
  ['shop_unreachable', null],
])('%s is said beside the field it is about', (code, field) => {
  const trouble = pairTrouble(problemFrom({ code, message: 'as the sidecar said it' }));
  expect(trouble.field).toBe(field);
  expect(trouble.words).not.toBe('');
});

test('a wrong code is not taken for a missing right, though both are 403', () => {
  const problem = problemFrom({ code: 'wrong_code', message: 'Wrong', data: { status: 403 } });
  expect(pairTrouble(problem).field).toBe('code');
});

test("WordPress's own words for a field are said beside it", () => {
  const params = { code: 'Type the code as the sidecar prints it' };
  const problem = problemFrom({
    code: 'rest_invalid_param',
    message: 'Invalid parameter(s): code',
    data: { status: 400, params },
  });
  expect(pairTrouble(problem)).toEqual({ field: 'code', words: params.code });
});

test('why the sidecar cannot reach the shop is said in its own words', () => {
  const message = 'https://shop.example answered 401 to shop/status';
  expect(pairTrouble(problemFrom({ code: 'shop_unreachable', message })).words).toBe(message);
});
