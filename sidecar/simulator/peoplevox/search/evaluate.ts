import type { Cell, ColumnType } from '../columns.ts';
import { dateFromParts, importedDate } from '../dates.ts';
import { statusIds } from '../orders/status.ts';
import type { Clause, Comparison, Method, Operand } from './parse.ts';
import { SearchClauseError } from './tokens.ts';

/** A column that a clause can name. */
export interface Field<Row> {
  type: ColumnType;
  value(row: Row): Cell | undefined;
}

export interface SearchIn<Row> {
  /** By caption or name, or undefined where there is none. */
  field(name: string): Field<Row> | undefined;
  zone: string;
  searchCase: 'ignored' | 'significant';
  /** For the message about an unknown field. */
  typeName: string;
}

type Test<Row> = (row: Row) => boolean;
interface Side<Row> {
  type: ColumnType | 'null' | 'number';
  value(row: Row): Cell;
}

/** Turns a clause into a test of a row. Throws SearchClauseError for unknown fields and for types that do not go together. */
export function compileClause<Row>(clause: Clause, within: SearchIn<Row>): Test<Row> {
  switch (clause.kind) {
    case 'and': {
      const parts = clause.parts.map((part) => compileClause(part, within));
      return (row) => parts.every((part) => part(row));
    }
    case 'or': {
      const parts = clause.parts.map((part) => compileClause(part, within));
      return (row) => parts.some((part) => part(row));
    }
    case 'not': {
      const inner = compileClause(clause.of, within);
      return (row) => !inner(row);
    }
    case 'field': {
      const side = sideOf(clause, within);
      if (side.type !== 'bool') throw new SearchClauseError("Expression of type 'Boolean' expected");
      return (row) => side.value(row) === true;
    }
    case 'compare':
      return comparison(clause.comparison, clause.left, clause.right, within);
    case 'call':
      return methodCall(clause.method, clause.on, clause.argument, within);
    default:
      return clause satisfies never;
  }
}

function sideOf<Row>(operand: Operand, within: SearchIn<Row>): Side<Row> {
  if (operand.kind === 'field') {
    const field = within.field(operand.name);
    if (!field) {
      throw new SearchClauseError(
        `No property or field '${operand.name}' exists in type '${within.typeName}'`,
      );
    }
    return { type: field.type, value: (row) => field.value(row) ?? null };
  }
  if (operand.kind === 'date') {
    const ms = dateFromParts(operand.parts, within.zone);
    if (ms === undefined)
      throw new SearchClauseError('Year, Month, and Day parameters describe an un-representable DateTime.');
    return { type: 'date', value: () => ms };
  }
  const { value } = operand;
  if (value === null) return { type: 'null', value: () => null };
  if (typeof value === 'number') return { type: 'number', value: () => value };
  return { type: typeof value === 'boolean' ? 'bool' : 'text', value: () => value };
}

const numeric: ReadonlySet<string> = new Set(['int', 'decimal', 'number']);
const textual: ReadonlySet<string> = new Set(['text', 'status']);
const netNames: Record<string, string> = {
  text: 'String',
  status: 'String',
  int: 'Int32',
  number: 'Int32',
  decimal: 'Decimal',
  bool: 'Boolean',
  date: 'DateTime',
};

type Ordered = string | number | boolean | null;

/** Both sides as values that can be compared, or undefined where their types do not go together. */
function aligned<Row>(left: Side<Row>, right: Side<Row>, within: SearchIn<Row>) {
  const folded =
    within.searchCase === 'ignored' ? (text: string) => text.toLowerCase() : (text: string) => text;
  const asText = (side: Side<Row>) => (row: Row) => folded(String(side.value(row) ?? ''));
  if (left.type === 'null' || right.type === 'null') return { left: left.value, right: right.value };
  if (left.type === 'status' && right.type === 'number')
    return { left: statusNumber(left), right: right.value };
  if (left.type === 'number' && right.type === 'status')
    return { left: left.value, right: statusNumber(right) };
  if (textual.has(left.type) && textual.has(right.type)) return { left: asText(left), right: asText(right) };
  if (numeric.has(left.type) && numeric.has(right.type)) return { left: left.value, right: right.value };
  if (left.type === 'date' && right.type === 'text')
    return { left: left.value, right: dateText(right, within) };
  if (left.type === 'text' && right.type === 'date')
    return { left: dateText(left, within), right: right.value };
  if (left.type === right.type) return { left: left.value, right: right.value };
  return undefined;
}

const statusNumber =
  <Row>(side: Side<Row>) =>
  (row: Row): Ordered =>
    statusIds[String(side.value(row))] ?? null;

// Seen in 2015: [Despatch date] > '2015-03-01 10:00' (peoplevox-api.md 4.1).
const dateText =
  <Row>(side: Side<Row>, within: SearchIn<Row>) =>
  (row: Row): Ordered => {
    const ms = importedDate(String(side.value(row)), within.zone);
    if (ms === undefined) throw new SearchClauseError('String was not recognized as a valid DateTime.');
    return ms;
  };

const comparers: Record<Comparison, (left: Ordered, right: Ordered) => boolean> = {
  '=': (left, right) => left === right,
  '!=': (left, right) => left !== right,
  '<': (left, right) => left !== null && right !== null && left < right,
  '<=': (left, right) => left !== null && right !== null && left <= right,
  '>': (left, right) => left !== null && right !== null && left > right,
  '>=': (left, right) => left !== null && right !== null && left >= right,
};

function comparison<Row>(sign: Comparison, a: Operand, b: Operand, within: SearchIn<Row>): Test<Row> {
  const left = sideOf(a, within);
  const right = sideOf(b, within);
  const sides = aligned(left, right, within);
  if (!sides) {
    throw new SearchClauseError(
      `Operator '${sign}' incompatible with operand types '${netNames[left.type]}' and '${netNames[right.type]}'`,
    );
  }
  const holds = comparers[sign];
  return (row) => holds(sides.left(row), sides.right(row));
}

const textMethods: Record<Exclude<Method, 'Equals'>, (text: string, part: string) => boolean> = {
  Contains: (text, part) => text.includes(part),
  StartsWith: (text, part) => text.startsWith(part),
  EndsWith: (text, part) => text.endsWith(part),
};

function methodCall<Row>(method: Method, on: Operand, argument: Operand, within: SearchIn<Row>): Test<Row> {
  const left = sideOf(on, within);
  const right = sideOf(argument, within);
  // .NET's Equals(object) of another type is simply false.
  if (method === 'Equals') {
    const sides = aligned(left, right, within);
    return sides ? (row) => sides.left(row) === sides.right(row) : () => false;
  }
  if (!textual.has(left.type) || !textual.has(right.type)) {
    throw new SearchClauseError(`No applicable method '${method}' exists in type '${netNames[left.type]}'`);
  }
  const sides = aligned(left, right, within);
  const holds = textMethods[method];
  return (row) => sides !== undefined && holds(String(sides.left(row)), String(sides.right(row)));
}

/**
 * The values a field may have where a clause is nothing but `field.Equals("a") OR field = "b" ...`, else undefined. It spares reading
 * every row for the commonest question: these order numbers, please.
 */
export function wantedKeys(clause: Clause, isKey: (name: string) => boolean): string[] | undefined {
  if (clause.kind === 'or') {
    const parts = clause.parts.map((part) => wantedKeys(part, isKey));
    return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
  }
  const sides =
    clause.kind === 'call' && clause.method === 'Equals'
      ? [clause.on, clause.argument]
      : clause.kind === 'compare' && clause.comparison === '='
        ? [clause.left, clause.right]
        : [];
  const [field, value] = sides;
  if (field?.kind !== 'field' || value?.kind !== 'value' || typeof value.value !== 'string') return undefined;
  return isKey(field.name) ? [value.value] : undefined;
}
