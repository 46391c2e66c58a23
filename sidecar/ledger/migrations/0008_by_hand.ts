// What people say of an order: another sales order that it goes under, who fulfilled it, an exception set aside (mission rows O7, O10 and E4).

const isTime = (column: string) =>
  `check (${column} glob '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9].[0-9][0-9][0-9]Z')`;

export const sql = `
alter table shop_order add column linked_at text ${isTime('linked_at')};
alter table shop_order add column fulfilled_by text check (fulfilled_by <> '');
alter table shop_order add column resend_as text check (length(resend_as) between 1 and 30);

create index order_linked on shop_order (shop_id, order_id) where linked_at is not null;

create table other_number (
  shop_id integer not null references shop,
  number text not null check (length(number) between 1 and 30),
  order_id integer not null,
  role text not null check (role in ('former', 'beside')),
  why text not null check (why in ('linked', 'resent')),
  -- how Peoplevox had a former one when it was replaced
  "left" text check ("left" in ('cancelled', 'gone', 'despatched')),
  sent_at text ${isTime('sent_at')},
  since text not null ${isTime('since')},
  -- one number is one order, for ever
  primary key (shop_id, number),
  foreign key (shop_id, order_id) references shop_order,
  check ((role = 'former') = ("left" is not null))
) strict;
create index other_number_of_order on other_number (shop_id, order_id);

-- 1: a person set it aside, and its cause still stands, so that it is not opened again for the same reason
alter table attention add column dismissed integer not null default 0 check (dismissed in (0, 1) and (dismissed = 0 or closed_at is not null));
alter table attention add column dismissed_by text;
alter table attention add column dismissed_note text;
create unique index attention_dismissed on attention (shop_id, order_id, code) where dismissed = 1;
`;
