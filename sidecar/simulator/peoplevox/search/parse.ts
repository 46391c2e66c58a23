import { SearchClauseError, type Token, tokens } from './tokens.ts';

export type Operand =
  | { kind: 'field'; name: string }
  | { kind: 'value'; value: string | number | boolean | null }
  | { kind: 'date'; parts: number[] };

export const comparisons = ['=', '!=', '<', '<=', '>', '>='] as const;
export type Comparison = (typeof comparisons)[number];
export const methods = ['Equals', 'Contains', 'StartsWith', 'EndsWith'] as const;
export type Method = (typeof methods)[number];

export type Clause =
  | { kind: 'and' | 'or'; parts: Clause[] }
  | { kind: 'not'; of: Clause }
  | { kind: 'compare'; comparison: Comparison; left: Operand; right: Operand }
  | { kind: 'call'; method: Method; on: Operand; argument: Operand }
  | { kind: 'field'; name: string };

const comparisonOf: Record<string, Comparison> = {
  '=': '=',
  '==': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
};
const joinedBy = { or: ['or', '||'], and: ['and', '&&'] } as const;

class Reader {
  private at = 0;
  private readonly tokens: Token[];

  constructor(found: Token[]) {
    this.tokens = found;
  }

  get next(): Token {
    return this.tokens[this.at] ?? { kind: 'end', text: '', at: 0 };
  }
  peek(ahead: number): Token {
    return this.tokens[this.at + ahead] ?? { kind: 'end', text: '', at: 0 };
  }
  take(): Token {
    const token = this.next;
    this.at++;
    return token;
  }
  is(text: string): boolean {
    const { kind, text: found } = this.next;
    return (kind === 'sign' || kind === 'word') && found.toLowerCase() === text;
  }
  takeIf(text: string): boolean {
    if (!this.is(text)) return false;
    this.at++;
    return true;
  }
  expect(text: string): void {
    if (!this.takeIf(text)) throw new SearchClauseError(`'${text}' expected (at index ${this.next.at})`);
  }
}

/**
 * The subset of .NET dynamic LINQ that clients use (peoplevox-api.md 4.1): AND, OR, !, parentheses, comparisons, .Equals .Contains
 * .StartsWith .EndsWith, [bracketed] and bare.dotted names, strings, numbers, true, false, null, DateTime(...). Throws SearchClauseError.
 */
export function parseClause(clause: string): Clause {
  const reader = new Reader(tokens(clause));
  const whole = joined('or', reader);
  if (reader.next.kind !== 'end') throw new SearchClauseError(`Syntax error (at index ${reader.next.at})`);
  return whole;
}

function joined(kind: 'and' | 'or', reader: Reader): Clause {
  const part = () => (kind === 'or' ? joined('and', reader) : negated(reader));
  const first = part();
  const parts = [first];
  while (joinedBy[kind].some((sign) => reader.takeIf(sign))) parts.push(part());
  return parts.length === 1 ? first : { kind, parts };
}

function negated(reader: Reader): Clause {
  if (reader.takeIf('!') || reader.takeIf('not')) return { kind: 'not', of: negated(reader) };
  if (reader.takeIf('(')) {
    const inner = joined('or', reader);
    reader.expect(')');
    return inner;
  }
  return predicate(reader);
}

function predicate(reader: Reader): Clause {
  const left = operand(reader);
  if (left.kind === 'call') return left;
  const sign = reader.next.kind === 'sign' ? comparisonOf[reader.next.text] : undefined;
  if (sign === undefined) {
    if (left.kind === 'field') return left;
    throw new SearchClauseError(`Expression of type 'Boolean' expected (at index ${reader.next.at})`);
  }
  reader.take();
  const right = operand(reader);
  if (right.kind === 'call') throw new SearchClauseError(`Syntax error (at index ${reader.next.at})`);
  return { kind: 'compare', comparison: sign, left, right };
}

function operand(reader: Reader): Operand | Extract<Clause, { kind: 'call' }> {
  const first = simple(reader);
  if (!reader.takeIf('.')) return first;
  const method = methods.find((name) => reader.takeIf(name.toLowerCase()));
  if (!method)
    throw new SearchClauseError(`No applicable method '${reader.next.text}' (at index ${reader.next.at})`);
  reader.expect('(');
  const argument = simple(reader);
  reader.expect(')');
  return { kind: 'call', method, on: first, argument };
}

function simple(reader: Reader): Operand {
  const token = reader.take();
  switch (token.kind) {
    case 'field':
      return { kind: 'field', name: token.text };
    case 'string':
      return { kind: 'value', value: token.text };
    case 'number':
      return { kind: 'value', value: Number(token.text) };
    case 'word':
      return word(token.text, reader);
    default:
      throw new SearchClauseError(`Expression expected (at index ${token.at})`);
  }
}

const words: Record<string, boolean | null> = { true: true, false: false, null: null };

function word(first: string, reader: Reader): Operand {
  const value = words[first.toLowerCase()];
  if (value !== undefined) return { kind: 'value', value };
  if (first.toLowerCase() === 'datetime' && reader.is('(')) return { kind: 'date', parts: dateParts(reader) };
  const path = [first];
  while (reader.is('.') && !startsMethod(reader)) {
    reader.take();
    const part = reader.take();
    if (part.kind !== 'word') throw new SearchClauseError(`Identifier expected (at index ${part.at})`);
    path.push(part.text);
  }
  return { kind: 'field', name: path.join('.') };
}

function startsMethod(reader: Reader): boolean {
  const after = reader.peek(1);
  return after.kind === 'word' && reader.peek(2).kind === 'sign' && reader.peek(2).text === '(';
}

function dateParts(reader: Reader): number[] {
  const parts: number[] = [];
  reader.expect('(');
  do {
    const part = reader.take();
    if (part.kind !== 'number') throw new SearchClauseError(`Integer expected (at index ${part.at})`);
    parts.push(Number(part.text));
  } while (reader.takeIf(','));
  reader.expect(')');
  return parts;
}
