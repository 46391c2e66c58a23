/** A search clause that Peoplevox would not understand; the text is its answer. */
export class SearchClauseError extends Error {
  override readonly name = 'SearchClauseError';
}

export type Token =
  | { kind: 'word'; text: string; at: number }
  | { kind: 'field'; text: string; at: number }
  | { kind: 'string'; text: string; at: number }
  | { kind: 'number'; text: string; at: number }
  | { kind: 'sign'; text: string; at: number }
  | { kind: 'end'; text: ''; at: number };

const patterns: { kind: Exclude<Token['kind'], 'end'>; pattern: RegExp }[] = [
  { kind: 'field', pattern: /\[[^\]]+\]/y },
  { kind: 'string', pattern: /"(?:[^"]|"")*"|'(?:[^']|'')*'/y },
  { kind: 'number', pattern: /-?\d+(?:\.\d+)?/y },
  { kind: 'word', pattern: /[A-Za-z_][A-Za-z0-9_]*/y },
  { kind: 'sign', pattern: /==|!=|<>|<=|>=|&&|\|\||[=<>!().,]/y },
];

function bare(kind: Token['kind'], text: string): string {
  if (kind === 'field') return text.slice(1, -1);
  if (kind !== 'string') return text;
  const quote = text.charAt(0);
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}

/** Splits a clause. Throws SearchClauseError. */
export function tokens(clause: string): Token[] {
  const found: Token[] = [];
  const space = /\s+/y;
  let at = 0;
  while (at < clause.length) {
    space.lastIndex = at;
    const gap = space.exec(clause);
    if (gap) {
      at += gap[0].length;
      continue;
    }
    const token = tokenAt(clause, at);
    found.push({ ...token, text: bare(token.kind, token.text) } as Token);
    at += token.text.length;
  }
  return [...found, { kind: 'end', text: '', at: clause.length }];
}

function tokenAt(clause: string, at: number): Token {
  for (const { kind, pattern } of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(clause);
    if (match) return { kind, text: match[0], at };
  }
  const quote = clause.charAt(at);
  if (quote === '"' || quote === "'")
    throw new SearchClauseError(`Unterminated string literal (at index ${at})`);
  throw new SearchClauseError(`Syntax error '${quote}' (at index ${at})`);
}
