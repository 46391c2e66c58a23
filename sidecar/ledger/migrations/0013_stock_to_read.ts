// SKUs that are to be read in Peoplevox by key, sooner than the whole stock report is read again (mission rows S1 and S2).

const time = (column: string) =>
  `${column} text not null check (${column} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z')`;

export const sql = `
create table stock_to_read (
  shop_id integer not null references shop,
  sku text not null,
  -- when it was heard last that it changed
  ${time('wanted_at')},
  -- when it is to be read next: a reading that came soon after it was wanted is made once more
  ${time('due_at')},
  primary key (shop_id, sku)
) strict, without rowid;
create index stock_to_read_due on stock_to_read (shop_id, due_at);
`;
