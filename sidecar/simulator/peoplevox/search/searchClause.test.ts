import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileClause, wantedKeys } from './evaluate.ts';
import { type Clause, parseClause } from './parse.ts';
import { SearchClauseError } from './tokens.ts';

interface Row {
  code: string;
  units: number;
  day: number;
  open: boolean;
  status: string;
}
const row: Row = {
  code: 'Ab-1',
  units: 7,
  day: Date.UTC(2026, 2, 2, 9, 30),
  open: true,
  status: 'Despatched',
};

const fields: Record<
  string,
  { type: 'text' | 'int' | 'date' | 'bool' | 'status'; value(row: Row): string | number | boolean }
> = {
  'item code': { type: 'text', value: (one) => one.code },
  code: { type: 'text', value: (one) => one.code },
  'site.reference': { type: 'text', value: () => 'PrimarySite' },
  units: { type: 'int', value: (one) => one.units },
  day: { type: 'date', value: (one) => one.day },
  open: { type: 'bool', value: (one) => one.open },
  status: { type: 'status', value: (one) => one.status },
};
const within = {
  field: (name: string) => fields[name.toLowerCase()],
  zone: 'UTC',
  searchCase: 'ignored' as const,
  typeName: 'Item',
};
const holds = (clause: string, over = {}) => compileClause(parseClause(clause), { ...within, ...over })(row);

describe('a search clause', () => {
  test.each([
    ['Code.Equals("Ab-1")', true],
    ['[Item code].Equals("ab-1")', true],
    ['code == "AB-1"', true],
    ['code != "AB-1"', false],
    ['![Item code].Equals("ab-1")', false],
    ['!(Code.Equals("x") OR Code.Equals("y"))', true],
    ['Code.Contains("b-")', true],
    ['Code.StartsWith("b-")', false],
    ['Code.EndsWith("-1")', true],
    ['([Item code].Equals("A")) OR ([Item code].Equals("Ab-1"))', true],
    ['Units > 6 AND Units <= 7', true],
    ['Units = 7 && Units >= 8 || Open', true],
    ['Units = 8 OR Units = 7 AND Code = "no"', false],
    ['(Units = 7 OR Units = 8) AND Code = "no"', false],
    ['Units = -7', false],
    ['Status!="Despatched"', false],
    ['Status.Equals(5)', true],
    ['Status == 6', false],
    ['Units.Equals("7")', false],
    ['[Day] >= DateTime(2026,03,02,09,30,00) AND Day < DateTime(2026,3,3)', true],
    ["[Day] > '2026-03-02 09:29'", true],
    ['Day.Equals(DateTime(2026,3,2,9,30,0))', true],
    ['Site.Reference = "PrimarySite"', true],
    ['Site.Reference.Equals("SystemSite")', false],
    ['Open == true', true],
    ['Code == null', false],
    ['Code.Equals("say ""hi""")', false],
    ['NOT Open', false],
  ])('%s is %s', (clause, expected) => {
    expect(holds(clause)).toBe(expected);
  });

  test('tells upper from lower case where the tenant does', () => {
    expect(holds('Code = "ab-1"', { searchCase: 'significant' })).toBe(false);
    expect(holds('Code = "Ab-1"', { searchCase: 'significant' })).toBe(true);
  });

  test('reads dates in the zone of the tenant', () => {
    expect(holds('Day = DateTime(2026,3,2,20,30,0)', { zone: 'Australia/Sydney' })).toBe(true);
  });

  test.each([
    ['Nothing = 1', "No property or field 'Nothing' exists in type 'Item'"],
    ['Code = 5', "incompatible with operand types 'String' and 'Int32'"],
    ['Units = "7"', "incompatible with operand types 'Int32' and 'String'"],
    ['Units.Contains("7")', "No applicable method 'Contains'"],
    ['Code.Matches("7")', "No applicable method 'Matches'"],
    ['Code = "open', 'Unterminated string literal'],
    ['(Code = "a"', "')' expected"],
    ['Code = "a")', 'Syntax error'],
    ['Code', "Expression of type 'Boolean' expected"],
    ['"a"', "Expression of type 'Boolean' expected"],
    ['Code = ', 'Expression expected'],
    ['Code = "a" ; Units = 1', "Syntax error ';'"],
    ['Day = DateTime(2026,13,1)', 'un-representable DateTime'],
    ['Day = DateTime("x")', 'Integer expected'],
    ['Day > "soon"', 'not recognized as a valid DateTime'],
  ])('%s is refused', (clause, message) => {
    expect(() => holds(clause)).toThrow(SearchClauseError);
    expect(() => holds(clause)).toThrow(message);
  });

  test('that asks for keys and nothing else says which', () => {
    const keys = (clause: string) => wantedKeys(parseClause(clause), (name) => name.toLowerCase() === 'code');
    expect(keys('Code.Equals("A") OR (code = "B" or Code == "C")')).toEqual(['A', 'B', 'C']);
    expect(keys('Code.Equals("A") OR Units = 1')).toBeUndefined();
    expect(keys('Code.Equals("A") AND Open')).toBeUndefined();
    expect(keys('!Code.Equals("A")')).toBeUndefined();
  });
});

// A clause made at random, as text and as what it ought to say of the row.
interface Made {
  text: string;
  truth: boolean;
}
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const word = fc.string({ minLength: 1, maxLength: 6 });
const leaf: fc.Arbitrary<Made> = fc.oneof(
  fc
    .tuple(fc.constantFrom('=', '==', '!=', '<', '<=', '>', '>='), fc.integer({ min: 5, max: 9 }))
    .map(([sign, n]) => ({
      text: `Units ${sign} ${n}`,
      truth: {
        '=': row.units === n,
        '==': row.units === n,
        '!=': row.units !== n,
        '<': row.units < n,
        '<=': row.units <= n,
        '>': row.units > n,
        '>=': row.units >= n,
      }[sign],
    })),
  fc
    .tuple(fc.constantFrom('Code', '[Item code]'), fc.oneof(word, fc.constant(row.code)))
    .map(([name, text]) => ({
      text: `${name}.Equals(${quoted(text)})`,
      truth: text === row.code,
    })),
  word.map((text) => ({ text: `Code.Contains(${quoted(text)})`, truth: row.code.includes(text) })),
  fc.constant({ text: 'Open', truth: row.open }),
);
const { made } = fc.letrec<{ made: Made }>((tie) => ({
  made: fc.oneof(
    { maxDepth: 4 },
    leaf,
    tie('made').map(({ text, truth }) => ({ text: `!(${text})`, truth: !truth })),
    fc.tuple(tie('made'), tie('made')).map(([a, b]) => ({
      text: `(${a.text}) AND ( ${b.text} )`,
      truth: a.truth && b.truth,
    })),
    fc.tuple(tie('made'), tie('made')).map(([a, b]) => ({
      text: `(${a.text}) or (${b.text})`,
      truth: a.truth || b.truth,
    })),
  ),
}));

test('any clause says of a row what its parts say', () => {
  fc.assert(
    fc.property(made, ({ text, truth }) => {
      expect(holds(text, { searchCase: 'significant' })).toBe(truth);
    }),
  );
});

test('any text is either a clause or refused as one', () => {
  const pieces = fc.constantFrom(
    'Code',
    '.',
    'Equals',
    '(',
    ')',
    '"a"',
    '=',
    '!',
    ' AND ',
    'DateTime',
    '1',
    ',',
    '[x]',
    "'",
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      let clause: Clause | undefined;
      try {
        clause = parseClause(parts.join(''));
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(SearchClauseError);
        return;
      }
      expect(clause.kind).toMatch(/^(and|or|not|compare|call|field)$/);
    }),
  );
});
