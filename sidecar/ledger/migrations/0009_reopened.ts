// Whether a person at the warehouse opened a closed sales order again is a fact of its own: it stays one when the exception about it is set aside.

const isTime = (column: string) =>
  `check (${column} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z')`;

export const sql = `
alter table shop_order add column reopened_at text ${isTime('reopened_at')};
-- told before this was kept: an order that was shown as reopened is one
update shop_order set reopened_at = (
  select max(since) from attention
  where attention.shop_id = shop_order.shop_id and attention.order_id = shop_order.order_id
    and code = 'reopened_in_peoplevox' and closed_at is null
) where transfer = 'complete';
`;
