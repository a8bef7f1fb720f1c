-- Calls of inference. What was asked and answered is nowhere in here.

create table gateway_nonce (
  call_id binary(32) not null comment 'of key and nonce',
  expires_at datetime(3) not null,
  primary key (call_id),
  key by_expiry (expires_at)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create table gateway_receipt (
  receipt_id binary(32) not null comment 'of what its signer signed',
  payment_hash binary(32) not null comment 'a payment is spent once, whatever receipts say of it',
  call_id binary(32) not null comment 'that spends it',
  key_id varchar(200) not null comment 'who signed it',
  satoshis bigint not null,
  state varchar(16) character set ascii collate ascii_bin not null comment 'RESERVED while a runner works, SPENT',
  reserved_until datetime(3) not null,
  primary key (receipt_id),
  unique key once (payment_hash),
  constraint gateway_receipt_amount check (satoshis >= 1)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create table gateway_call (
  id bigint not null auto_increment,
  call_id binary(32) not null,
  node_id varchar(200) not null,
  request_id varchar(200) not null,
  model varchar(200) not null,
  key_id varchar(200) not null comment 'of the router that asked',
  payer varchar(16) character set ascii collate ascii_bin not null comment 'NOBODY, PROJECT or RECEIPT',
  project_id varchar(64) character set ascii collate ascii_bin null,
  hold_id bigint null,
  input_tokens bigint not null,
  output_tokens bigint not null,
  bytes_in bigint not null,
  bytes_out bigint not null,
  wall_ms bigint not null,
  msat bigint not null comment 'what it costs',
  complete boolean not null comment 'false: the caller went away, and what had been sent is charged',
  at datetime(3) not null,
  primary key (id),
  unique key once (call_id),
  key by_project (project_id, id),
  key by_time (at),
  constraint gateway_call_not_negative check (input_tokens >= 0 and output_tokens >= 0 and msat >= 0)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create trigger gateway_call_is_never_changed before update on gateway_call for each row
  signal sqlstate '45000' set message_text = 'a metered call is never changed';
create trigger gateway_call_is_never_deleted before delete on gateway_call for each row
  signal sqlstate '45000' set message_text = 'a metered call is never deleted';

-- Thousandths of a satoshi that calls of a project cost and nothing posted yet.
create table gateway_carry (
  project_id varchar(64) character set ascii collate ascii_bin not null,
  msat smallint not null,
  primary key (project_id),
  constraint gateway_carry_account foreign key (project_id) references account (project_id),
  constraint gateway_carry_range check (msat between 0 and 999)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;
