// Sales orders that we deleted in Peoplevox and have not looked for again: a save that was committed after the deletion would have made one anew.

/** Word for word in ordersDeleted: SQLite uses an index only where the query says what the index says. */
export const deletedUnchecked = `transfer in ('cancelled', 'nothing_to_pick', 'dismissed') and warehouse = 'gone' and step_at is not null and checked_at is null`;

export const sql = `
create index order_deleted on shop_order (shop_id, step_at) where ${deletedUnchecked};
`;
