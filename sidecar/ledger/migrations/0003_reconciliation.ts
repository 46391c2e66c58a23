// What each comparison of shop and Peoplevox gave (mission row O6).

const digits = (count: number) => '[0-9]'.repeat(count);
const isTime = `glob '${digits(4)}-${digits(2)}-${digits(2)}T${digits(2)}:${digits(2)}:${digits(2)}.${digits(3)}Z'`;
const time = (column: string) => `${column} text not null check (${column} ${isTime})`;
const count = (column: string) => `${column} integer not null default 0 check (${column} >= 0)`;

export const sql = `
create table reconciliation (
  id integer primary key autoincrement,
  shop_id integer not null references shop,
  depth text not null check (depth in ('recent', 'hourly', 'nightly')),
  ${time('started_at')},
  ${time('ended_at')},
  ${count('checked')},
  ${count('found')},
  ${count('sent_again')},
  ${count('waiting')},
  ${count('odd')},
  problem text check (problem <> ''),
  -- one run is one row, however often it is written down
  unique (shop_id, started_at),
  check (checked = found + sent_again + waiting + odd)
) strict;
create index reconciliation_ended on reconciliation (shop_id, ended_at);
`;
