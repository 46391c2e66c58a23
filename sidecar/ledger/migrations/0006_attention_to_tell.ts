// Which orders' exceptions changed since the shop was last told of them. Kept by triggers, so that no write of a journey can forget it.

const changed = (order: string, shop: string) => `
  insert into attention_to_tell (shop_id, order_id, version) values (${shop}, ${order}, 1)
    on conflict (shop_id, order_id) do update set version = version + 1;`;

export const sql = `
create table attention_to_tell (
  shop_id integer not null references shop,
  order_id integer not null,
  -- counts changes, so that one that comes while the shop is being told is not forgotten with it
  version integer not null check (version > 0),
  primary key (shop_id, order_id)
) strict, without rowid;
create trigger attention_opened_to_tell after insert on attention when new.order_id is not null begin
${changed('new.order_id', 'new.shop_id')}
end;
create trigger attention_changed_to_tell after update on attention
when new.order_id is not null and (new.reason <> old.reason or (new.closed_at is null) <> (old.closed_at is null)) begin
${changed('new.order_id', 'new.shop_id')}
end;
insert into attention_to_tell (shop_id, order_id, version)
  select distinct shop_id, order_id, 1 from attention where order_id is not null and closed_at is null;
`;
