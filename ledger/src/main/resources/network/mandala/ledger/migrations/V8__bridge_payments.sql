-- Payments through the signed bridge: what came, what became of its transaction, and the entries that followed.

create table bridge_payment (
  id bigint not null auto_increment,
  txid char(64) character set ascii collate ascii_bin not null,
  output int not null,
  prefix varchar(300) character set ascii collate ascii_bin not null comment 'derivation prefix: each is used once',
  suffix varchar(300) character set ascii collate ascii_bin not null,
  sender char(66) character set ascii collate ascii_bin not null,
  network varchar(16) character set ascii collate ascii_bin not null,
  project_id varchar(64) character set ascii collate ascii_bin not null,
  required bigint not null,
  satoshis bigint not null comment 'that the output really has',
  state varchar(16) character set ascii collate ascii_bin not null,
  why varchar(500) not null,
  beef mediumblob null comment 'the transaction with its proofs, until it is in a block',
  credit_entry bigint null,
  reversal_entry bigint null,
  second_credit_entry bigint null comment 'what was reversed is in a block after all',
  attempts int not null default 0,
  received_at datetime(6) not null,
  due_at datetime(6) null comment 'when the network is asked again; null: never',
  leased_until datetime(6) null comment 'somebody asks the network until then',
  settled_at datetime(6) null,
  primary key (id),
  unique key once (txid, output),
  unique key used (prefix),
  key by_turn (due_at),
  key by_project (project_id, id),
  key by_state (network, state),
  constraint bridge_payment_amount check (required >= 1 and satoshis >= required)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create trigger bridge_payment_is_never_deleted before delete on bridge_payment for each row
  signal sqlstate '45000' set message_text = 'a payment is never deleted: its output is money';
