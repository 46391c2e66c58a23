import { expect, test } from 'vitest';
import { attentionKinds } from './attention.ts';
import { attentionGuide } from './attentionGuide.ts';

test('docs/exceptions.md says what the screen says of every kind', async () => {
  const guide = attentionGuide();
  for (const [code, { words, next }] of Object.entries(attentionKinds))
    expect(guide).toContain(`| ${words} | ${next} | \`${code}\` |`);
  await expect(guide).toMatchFileSnapshot('../../docs/exceptions.md');
});
