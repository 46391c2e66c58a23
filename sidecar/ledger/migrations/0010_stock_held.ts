// SKUs that a guard keeps from being written, and what a person said of them (mission row S5).

const time = (column: string) =>
  `${column} text check (${column} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z')`;

export const sql = `
create table stock_held (
  shop_id integer not null references shop,
  sku text not null,
  -- sellable as it was written last, and as it was read
  available_before integer not null,
  available integer not null,
  ${time('since')} not null,
  ${time('read_at')} not null,
  decision text check (decision in ('apply', 'discard')),
  decided_by text,
  ${time('decided_at')},
  check ((decision is null) = (decided_by is null) and (decision is null) = (decided_at is null)),
  primary key (shop_id, sku)
) strict, without rowid;
`;
