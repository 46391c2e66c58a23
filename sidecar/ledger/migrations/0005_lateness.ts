// Since when an order is where it is, and until when it is promised: what lateness is told from (mission row O7).

const isTime = (column: string) =>
  `check (${column} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z')`;

// For orders that are there already it counts from when they were last read: nobody knows better, and nothing is late too soon.
export const sql = `
alter table shop_order add column stage_since text ${isTime('stage_since')};
alter table shop_order add column promised_at text ${isTime('promised_at')};
update shop_order set stage_since = warehouse_read_at where warehouse <> 'none';
`;
