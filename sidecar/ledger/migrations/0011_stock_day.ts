// How right the shop's stock was at each reading of Peoplevox's, day by day (mission row S7).

export const sql = `
create table stock_day (
  shop_id integer not null references shop,
  day text not null check (day glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  readings integer not null check (readings > 0),
  -- over all readings of the day: SKUs that were compared, those that were off, and by how many units together
  checked integer not null,
  off integer not null,
  off_units integer not null,
  -- the same of the last reading
  last_read_at text not null,
  last_checked integer not null,
  last_off integer not null,
  last_off_units integer not null,
  primary key (shop_id, day)
) strict, without rowid;
`;
