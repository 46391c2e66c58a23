// The first ledger. Strict tables, checks and unique keys: the schema itself refuses nonsense.

// A migration that has run somewhere is never changed again, so the words are written out here and not taken from domain/.
const orderLists = ['all', 'open', 'attention', 'waiting_to_send', 'in_peoplevox', 'despatched'];
const transfers = [
  'waiting',
  'due',
  'nothing_to_pick',
  'loading',
  'unknown',
  'complete',
  'cancelled',
  'before_go_live',
  'dismissed',
];
const warehouseFacts = [
  'none',
  'held_by_us',
  'held_by_person',
  'new',
  'part_allocated',
  'allocated',
  'part_picked',
  'picked',
  'part_despatched',
  'despatched',
  'cancelled',
  'gone',
  'other',
];
const loadingSteps = ['header', 'lines', 'remove', 'mark', 'release'];

const words = (list: readonly string[]) => list.map((word) => `'${word}'`).join(', ');
const digits = (count: number) => '[0-9]'.repeat(count);
const isTime = `glob '${digits(4)}-${digits(2)}-${digits(2)}T${digits(2)}:${digits(2)}:${digits(2)}.${digits(3)}Z'`;
const time = (column: string) => `${column} text not null check (${column} ${isTime})`;
const timeOrNull = (column: string) => `${column} text check (${column} ${isTime})`;
const flag = (column: string) => `${column} integer not null default 0 check (${column} in (0, 1))`;
const count = (column: string) => `${column} integer not null default 0 check (${column} >= 0)`;
const shop = 'shop_id integer not null references shop';

/** Which orders a list holds (records.ts, orderLists); `all` holds every one. Shown by http/schemas/orders.ts. */
const membership = {
  open: `transfer not in ('nothing_to_pick', 'cancelled', 'before_go_live', 'dismissed')
      and warehouse not in ('despatched', 'cancelled')`,
  attention: 'open_attention > 0',
  waiting_to_send: `transfer in ('due', 'loading', 'unknown')`,
  in_peoplevox: `transfer = 'complete' and warehouse not in ('despatched', 'cancelled', 'gone')`,
  despatched: `warehouse = 'despatched'`,
};
const lists = Object.keys(membership);
const counted = (row: 'new' | 'old') =>
  `case name when 'all' then 1 ${lists.map((list) => `when '${list}' then ${row}.in_${list}`).join(' ')}
    else name = 'transfer:' || ${row}.transfer end`;
const counters = [...orderLists, ...transfers.map((transfer) => `transfer:${transfer}`)];

export const sql = `
create table shop (
  shop_id integer primary key,
  installation_id text unique,
  url text,
  rest_url text,
  secret text,
  secret_before text,
  ${timeOrNull('secret_before_until')},
  ${timeOrNull('paired_at')},
  ${flag('live')},
  ${timeOrNull('live_from')},
  live_by text,
  ${timeOrNull('live_at')},
  check (live = 0 or live_from is not null),
  check ((secret_before is null) = (secret_before_until is null))
) strict;
insert into shop (shop_id) values (1);

create table pairing_code (
  shop_id integer primary key references shop,
  hash text not null,
  ${time('expires_at')},
  ${count('tries_left')}
) strict;

create table cursor (
  ${shop},
  name text not null,
  value text not null,
  ${time('saved_at')},
  primary key (shop_id, name)
) strict;

create table shop_order (
  ${shop},
  order_id integer not null check (order_id > 0),
  shop_number text not null,
  shop_status text not null,
  ${time('modified_at')},
  ${timeOrNull('paid_at')},
  total_minor integer not null,
  currency text not null,
  ${count('line_count')},
  skus text not null check (json_type(skus) = 'array'),
  number text check (length(number) between 1 and 30),
  transfer text not null check (transfer in (${words(transfers)})),
  step text check (step in (${words(loadingSteps)})),
  ${timeOrNull('step_at')},
  ${timeOrNull('unknown_since')},
  ${count('asked_in_vain')},
  ${flag('alone')},
  ${flag('by_hand')},
  ${count('attempts')},
  ${timeOrNull('next_attempt_at')},
  ${flag('seen_in_warehouse')},
  warehouse text not null check (warehouse in (${words(warehouseFacts)})),
  warehouse_word text not null default '',
  ${timeOrNull('warehouse_read_at')},
  revision_wanted text,
  revision_sent text,
  ${timeOrNull('due_at')},
  ${timeOrNull('sent_at')},
  ${timeOrNull('allocated_at')},
  ${timeOrNull('despatched_at')},
  ${timeOrNull('checked_at')},
  ${time('changed_at')},
  ${count('open_attention')},
  ${lists.map((list) => `in_${list} integer generated always as (${membership[list as keyof typeof membership]}) virtual`).join(',\n  ')},
  primary key (shop_id, order_id),
  -- what has begun to go over has a number, and one number is one order, for ever
  unique (shop_id, number),
  check (number is not null or transfer not in ('loading', 'unknown'))
) strict;
${lists.map((list) => `create index order_in_${list} on shop_order (shop_id, order_id) where in_${list} = 1;`).join('\n')}
create index order_to_send on shop_order (shop_id, due_at, order_id) where in_waiting_to_send = 1;
create index order_next_send on shop_order (shop_id, next_attempt_at) where in_waiting_to_send = 1;
create index order_to_follow on shop_order (shop_id, warehouse_read_at, order_id) where in_in_peoplevox = 1;
create index order_canary on shop_order (shop_id, warehouse_read_at)
  where seen_in_warehouse = 1 and number is not null and warehouse not in ('none', 'gone');
create index order_sent on shop_order (shop_id, sent_at, paid_at, due_at) where sent_at is not null;

create table order_term (
  ${shop},
  order_id integer not null,
  kind text not null check (kind in ('order', 'tracking')),
  term text not null check (term <> '' and term = lower(term)),
  primary key (shop_id, order_id, kind, term),
  foreign key (shop_id, order_id) references shop_order
) strict, without rowid;
create index order_term_found on order_term (shop_id, term, order_id);

create table counter (
  ${shop},
  name text not null,
  ${count('value')},
  primary key (shop_id, name)
) strict;
insert into counter (shop_id, name, value) values ${counters.map((name) => `(1, '${name}', 0)`).join(', ')};
create trigger order_counted after insert on shop_order begin
  update counter set value = value + ${counted('new')} where shop_id = new.shop_id;
end;
create trigger order_recounted after update on shop_order
when new.transfer <> old.transfer or ${lists.map((list) => `new.in_${list} <> old.in_${list}`).join(' or ')} begin
  update counter set value = value + ${counted('new')} - ${counted('old')} where shop_id = new.shop_id;
end;
create trigger order_uncounted after delete on shop_order begin
  update counter set value = value - ${counted('old')} where shop_id = old.shop_id;
end;

create table attention (
  id integer primary key autoincrement,
  ${shop},
  order_id integer,
  code text not null check (code <> ''),
  reason text not null,
  detail text,
  ${time('since')},
  ${timeOrNull('closed_at')},
  foreign key (shop_id, order_id) references shop_order
) strict;
create unique index attention_open on attention (shop_id, ifnull(order_id, 0), code) where closed_at is null;
create index attention_of_order on attention (shop_id, order_id);
create trigger attention_opened after insert on attention
when new.closed_at is null and new.order_id is not null begin
  update shop_order set open_attention = open_attention + 1 where shop_id = new.shop_id and order_id = new.order_id;
end;
create trigger attention_closed after update on attention
when old.closed_at is null and new.closed_at is not null and new.order_id is not null begin
  update shop_order set open_attention = open_attention - 1 where shop_id = new.shop_id and order_id = new.order_id;
end;

create table journal (
  id integer primary key autoincrement,
  ${shop},
  order_id integer,
  ${time('at')},
  who text not null check (who <> ''),
  what text not null check (what <> ''),
  detail text,
  foreign key (shop_id, order_id) references shop_order
) strict;
create index journal_of_order on journal (shop_id, order_id, id);

create table item (
  ${shop},
  sku text not null,
  ${time('seen_at')},
  primary key (shop_id, sku)
) strict, without rowid;

create table despatch (
  ${shop},
  despatch text not null,
  order_id integer not null,
  number text not null,
  carrier text not null,
  tracking_number text not null,
  ${time('despatched_at')},
  outcome text not null check (outcome in ('waiting', 'recorded', 'already', 'refused')),
  why text,
  told text check (told in ('mailed', 'mail_disabled', 'no_address', 'quiet', 'already')),
  keys text not null check (json_type(keys) = 'array'),
  lines text not null check (json_type(lines) = 'array'),
  ${time('noted_at')},
  -- a parcel: one despatch may have several, each with its own number, the number of one may come later than another's
  primary key (shop_id, despatch, order_id, tracking_number),
  foreign key (shop_id, order_id) references shop_order
) strict;
create index despatch_of_order on despatch (shop_id, order_id);
create index despatch_of_number on despatch (shop_id, number);
create index despatch_unsettled on despatch (shop_id, number) where outcome in ('waiting', 'refused');

create table stock_pass (
  ${shop},
  pass text not null,
  ${time('read_at')},
  ${time('noted_at')},
  ${count('items')},
  ${count('written')},
  primary key (shop_id, pass)
) strict;
create index stock_pass_noted on stock_pass (shop_id, noted_at);
create table stock_sku (
  ${shop},
  sku text not null,
  ${count('available')},
  ${time('read_at')},
  outcome text not null check (outcome in ('written', 'unchanged', 'unknown', 'ambiguous', 'not_managed')),
  primary key (shop_id, sku)
) strict, without rowid;
-- What a pass changed in the shop: enough to explain it and to undo it.
create table stock_change (
  ${shop},
  pass text not null,
  sku text not null,
  product_id integer,
  available integer not null,
  "from" real,
  "to" real,
  promised real,
  primary key (shop_id, pass, sku),
  foreign key (shop_id, pass) references stock_pass
) strict, without rowid;
create index stock_change_of_sku on stock_change (shop_id, sku);

create table journey (
  ${shop},
  name text not null,
  ${flag('paused')},
  ${timeOrNull('last_started_at')},
  ${timeOrNull('last_success_at')},
  ${timeOrNull('next_run_at')},
  problem text,
  ${timeOrNull('failing_since')},
  ${count('failures')},
  last_result text,
  primary key (shop_id, name)
) strict;

create table setting (
  ${shop},
  key text not null,
  value text not null check (json_valid(value)),
  ${time('saved_at')},
  primary key (shop_id, key)
) strict;

create table nonce (
  ${shop},
  nonce text not null,
  ${time('expires_at')},
  primary key (shop_id, nonce)
) strict, without rowid;
create index nonce_expired on nonce (expires_at);

-- Times as numbers here: they are arithmetic of the pacer, and a row is written before every call.
create table peoplevox_call (
  id integer primary key autoincrement,
  ${shop},
  at integer not null,
  operation text not null,
  lane text not null,
  uptime integer not null
) strict;
create index peoplevox_call_recent on peoplevox_call (shop_id, at);
`;
