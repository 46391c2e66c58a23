// The page of docs/ that says what each kind of exception means and what to do: the same table as the screen's, so that the two cannot differ.

import { attentionKinds, type Owner, owners } from './attention.ts';

const names: Record<Owner, string> = {
  warehouse: 'Warehouse',
  customer_service: 'Customer service',
  merchandising: 'Merchandising',
  finance: 'Finance',
  site: 'Whoever runs the site',
};

/** Markdown, one section an owner, one row a kind. */
export function attentionGuide(): string {
  return [
    '# What needs somebody, and what to do',
    '',
    'Pickwave shows each of these with its reason, on the order and on the overview. It closes by itself when its cause is gone.',
    '',
    '<!-- Made from sidecar/domain/attention.ts by `npx vitest run sidecar/domain/attentionGuide.test.ts --update`. -->',
    ...owners.flatMap(section),
    '',
  ].join('\n');
}

function section(owner: Owner): string[] {
  const kinds = Object.entries(attentionKinds).filter(([, kind]) => kind.owner === owner);
  if (kinds.length === 0) return [];
  const rows = kinds.map(([code, { words, next }]) => `| ${words} | ${next} | \`${code}\` |`);
  return [
    '',
    `## ${names[owner]}`,
    '',
    '| What the screen says | What to do | Code |',
    '| --- | --- | --- |',
    ...rows,
  ];
}
