// Orders whose payment is looked at again later: since when one is stuck, and when time alone may change what is to be said of it.

const digits = (count: number) => '[0-9]'.repeat(count);
const isTime = `glob '${digits(4)}-${digits(2)}-${digits(2)}T${digits(2)}:${digits(2)}:${digits(2)}.${digits(3)}Z'`;

export const sql = `
alter table shop_order add column stuck_since text check (stuck_since ${isTime});
alter table shop_order add column look_again_at text check (look_again_at ${isTime});
create index order_to_look_at on shop_order (shop_id, look_again_at, order_id) where look_again_at is not null;
`;
