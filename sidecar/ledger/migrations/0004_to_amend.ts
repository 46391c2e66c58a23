// Sent orders that the shop wants otherwise than they were sent, and those with a write on its way: found without reading all that are open.

/** Word for word in ordersToAmend: SQLite uses an index only where the query says what the index says. */
export const wantsAmending = `(step is not null or revision_wanted = 'nothing' or revision_wanted <> revision_sent)`;

export const sql = `
create index order_to_amend on shop_order (shop_id, next_attempt_at)
  where in_in_peoplevox = 1 and number is not null and ${wantsAmending};
`;
