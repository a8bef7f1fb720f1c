-- The books of a provider. Times are UTC. Amounts are satoshis, or millisatoshis where the name says msat.
-- Money of a project moves between the project's own accounts only: a row of `account` has them all, and so has a row of `entry`.

create table project (
  project_id varchar(64) character set ascii collate ascii_bin not null,
  name varchar(253) character set ascii collate ascii_bin not null,
  namespace varchar(63) character set ascii collate ascii_bin not null,
  display_name varchar(255) not null,
  network varchar(16) character set ascii collate ascii_bin not null,
  alerts_at json not null comment 'balances whose crossing is told',
  contacts json not null,
  registered_at datetime(6) not null,
  closed_at datetime(6) null,
  primary key (project_id),
  key by_name (name, closed_at)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create table account (
  project_id varchar(64) character set ascii collate ascii_bin not null,
  tenant_funds bigint not null default 0,
  holds bigint not null default 0,
  provider_revenue bigint not null default 0,
  write_offs bigint not null default 0,
  node_wallet bigint not null default 0,
  adjustments bigint not null default 0,
  msat_carry smallint not null default 0 comment 'charged by receipts, not yet posted',
  receipt_sequence bigint not null default 0 comment 'of the newest receipt',
  receipt_hash char(64) character set ascii collate ascii_bin not null comment 'of the newest receipt',
  changed_at datetime(6) not null,
  primary key (project_id),
  key by_change (changed_at),
  constraint account_project foreign key (project_id) references project (project_id),
  constraint account_sums_to_zero check (tenant_funds + holds + provider_revenue + write_offs + node_wallet + adjustments = 0),
  constraint account_holds_nothing_negative check (holds >= 0),
  constraint account_carry check (msat_carry between 0 and 999)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create table entry (
  id bigint not null auto_increment,
  idempotency_key varchar(190) character set ascii collate ascii_bin not null,
  kind varchar(16) character set ascii collate ascii_bin not null,
  project_id varchar(64) character set ascii collate ascii_bin not null,
  tenant_funds bigint not null,
  holds bigint not null,
  provider_revenue bigint not null,
  write_offs bigint not null,
  node_wallet bigint not null,
  adjustments bigint not null,
  balance_after bigint not null comment 'tenant_funds of the account',
  reason varchar(500) not null,
  actor varchar(200) not null,
  at datetime(6) not null,
  primary key (id),
  unique key once (idempotency_key),
  key by_project (project_id, id),
  constraint entry_account foreign key (project_id) references account (project_id),
  constraint entry_sums_to_zero check (tenant_funds + holds + provider_revenue + write_offs + node_wallet + adjustments = 0)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create trigger entry_is_never_changed before update on entry for each row
  signal sqlstate '45000' set message_text = 'an entry of the journal is never changed: post another one';
create trigger entry_is_never_deleted before delete on entry for each row
  signal sqlstate '45000' set message_text = 'an entry of the journal is never deleted: post another one';

create table hold (
  id bigint not null auto_increment,
  project_id varchar(64) character set ascii collate ascii_bin not null,
  idempotency_key varchar(190) character set ascii collate ascii_bin not null,
  amount bigint not null,
  state varchar(16) character set ascii collate ascii_bin not null,
  captured bigint not null default 0,
  expires_at datetime(6) not null,
  reserved_at datetime(6) not null,
  settled_at datetime(6) null,
  primary key (id),
  unique key once (idempotency_key),
  key by_expiry (state, expires_at),
  key by_project (project_id, state),
  constraint hold_account foreign key (project_id) references account (project_id),
  constraint hold_amount check (amount > 0 and captured between 0 and amount)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create trigger hold_is_never_deleted before delete on hold for each row
  signal sqlstate '45000' set message_text = 'a hold is never deleted: release it';

create table price_list (
  version bigint not null,
  effective_from datetime(6) not null,
  reason varchar(500) not null,
  published_at datetime(6) not null,
  primary key (version),
  key by_time (effective_from)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create table price (
  version bigint not null,
  item varchar(170) character set ascii collate ascii_bin not null,
  msat bigint not null,
  primary key (version, item),
  constraint price_of_list foreign key (version) references price_list (version),
  constraint price_not_negative check (msat >= 0)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create trigger price_list_is_never_changed before update on price_list for each row
  signal sqlstate '45000' set message_text = 'a price list is never changed: publish another one';
create trigger price_list_is_never_deleted before delete on price_list for each row
  signal sqlstate '45000' set message_text = 'a price list is never deleted: publish another one';
create trigger price_is_never_changed before update on price for each row
  signal sqlstate '45000' set message_text = 'a price is never changed: publish another list';
create trigger price_is_never_deleted before delete on price for each row
  signal sqlstate '45000' set message_text = 'a price is never deleted: publish another list';

create table receipt (
  project_id varchar(64) character set ascii collate ascii_bin not null,
  sequence bigint not null,
  window_start datetime(0) not null,
  window_seconds int not null,
  msat bigint not null,
  satoshis bigint not null,
  body mediumtext not null comment 'canonical JSON: what is hashed and signed',
  hash char(64) character set ascii collate ascii_bin not null,
  signature varchar(144) character set ascii collate ascii_bin not null,
  public_key char(66) character set ascii collate ascii_bin not null,
  issued_at datetime(3) not null,
  primary key (project_id, sequence),
  key by_time (project_id, window_start, window_seconds, msat),
  constraint receipt_account foreign key (project_id) references account (project_id)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create trigger receipt_is_never_changed before update on receipt for each row
  signal sqlstate '45000' set message_text = 'a receipt is never changed';
create trigger receipt_is_never_deleted before delete on receipt for each row
  signal sqlstate '45000' set message_text = 'a receipt is never deleted';

-- What was charged: an item of a project in a window once, and never again.
create table charge (
  project_id varchar(64) character set ascii collate ascii_bin not null,
  window_start datetime(0) not null,
  item varchar(170) character set ascii collate ascii_bin not null,
  window_seconds int not null,
  quantity bigint not null,
  msat bigint not null,
  sequence bigint not null comment 'of the receipt',
  primary key (project_id, window_start, item),
  key by_time (window_start),
  constraint charge_not_negative check (quantity >= 0 and msat >= 0)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create trigger charge_is_never_changed before update on charge for each row
  signal sqlstate '45000' set message_text = 'a charge is never changed';
create trigger charge_is_never_deleted before delete on charge for each row
  signal sqlstate '45000' set message_text = 'a charge is never deleted';

-- Fractions of a millisatoshi that the newest charge of an item left, in msat / divisor of the meter.
create table remainder (
  project_id varchar(64) character set ascii collate ascii_bin not null,
  item varchar(170) character set ascii collate ascii_bin not null,
  carry bigint not null,
  primary key (project_id, item),
  constraint remainder_account foreign key (project_id) references account (project_id),
  constraint remainder_not_negative check (carry >= 0)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

-- Every length that a window ever had: only where there are several can windows overlap without being the same.
create table window_length (
  seconds int not null,
  primary key (seconds)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create table missing_window (
  meter varchar(16) character set ascii collate ascii_bin not null,
  window_start datetime(0) not null,
  window_seconds int not null,
  project_id varchar(64) character set ascii collate ascii_bin not null comment 'or * for every project',
  state varchar(16) character set ascii collate ascii_bin not null,
  reason varchar(500) null comment 'why it was written off',
  noticed_at datetime(6) not null,
  settled_at datetime(6) null,
  primary key (meter, window_start, window_seconds, project_id),
  key by_state (state, window_start)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create table meter_cursor (
  meter varchar(16) character set ascii collate ascii_bin not null,
  position datetime(6) not null,
  primary key (meter)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

-- A row to lock for work that only one process may do at a time.
create table turn (
  name varchar(32) character set ascii collate ascii_bin not null,
  primary key (name)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

insert into turn (name) values ('prices');
