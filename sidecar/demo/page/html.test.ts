import { expect, test } from 'vitest';
import { html } from './html.ts';

test('what customers type cannot become markup', () => {
  const name = `<img src=x onerror='alert("1")'> & Co`;
  expect(html`<b title="${name}">${name}</b>`.text).not.toMatch(/<img|"1"|& Co/);
});

test('HTML stays HTML, lists are joined, nothing is left out as nothing', () => {
  const items = ['a', 'b'].map((one) => html`<li>${one}</li>`);
  expect(html`<ul>${items}</ul>${null}${false}${0}`.text).toBe('<ul><li>a</li><li>b</li></ul>0');
});
