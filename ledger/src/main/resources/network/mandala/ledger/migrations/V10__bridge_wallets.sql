-- The node's wallets: outputs that its key can spend, and the transactions that spend them.

create table bridge_wallet (
  network varchar(16) character set ascii collate ascii_bin not null,
  primary key (network)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin comment = 'a row to lock while outputs are chosen';

insert into bridge_wallet (network) values ('main'), ('test');

create table bridge_spend (
  id bigint not null auto_increment,
  network varchar(16) character set ascii collate ascii_bin not null,
  purpose varchar(16) character set ascii collate ascii_bin not null comment 'SWEEP: to the provider; FUNDING: to the key of a project',
  txid char(64) character set ascii collate ascii_bin not null,
  raw mediumblob not null comment 'signed; it is handed to the network as often as needed, and never another in its place',
  satoshis bigint not null comment 'that leave the wallet, without the fee',
  fee bigint not null,
  change_output int null comment 'what the wallet pays itself; null: nothing',
  change_prefix varchar(300) character set ascii collate ascii_bin null,
  change_suffix varchar(300) character set ascii collate ascii_bin null,
  state varchar(16) character set ascii collate ascii_bin not null,
  why varchar(500) not null,
  attempts int not null default 0,
  made_at datetime(6) not null,
  due_at datetime(6) null comment 'when the network is asked again; null: never',
  leased_until datetime(6) null comment 'somebody asks the network until then',
  settled_at datetime(6) null,
  primary key (id),
  key by_turn (due_at),
  key by_transaction (txid),
  key by_state (network, state)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create table bridge_coin (
  id bigint not null auto_increment,
  network varchar(16) character set ascii collate ascii_bin not null,
  txid char(64) character set ascii collate ascii_bin not null,
  output int not null,
  satoshis bigint not null,
  script varbinary(100) not null comment 'that locks it',
  prefix varchar(300) character set ascii collate ascii_bin not null comment 'with suffix and sender: which key spends it (BRC-29)',
  suffix varchar(300) character set ascii collate ascii_bin not null,
  sender char(66) character set ascii collate ascii_bin not null comment 'of what the wallet paid itself: the node',
  source mediumblob null comment 'AtomicBEEF that it came with, or its transaction; null: it came before these were kept',
  spend_id bigint null comment 'the transaction that spends it',
  refusals int not null default 0 comment 'transactions with it that the network refused',
  rests_until datetime(6) null,
  made_at datetime(6) not null,
  primary key (id),
  unique key once (txid, output),
  key to_spend (network, spend_id, refusals, satoshis),
  key by_spend (spend_id),
  constraint bridge_coin_spend foreign key (spend_id) references bridge_spend (id),
  constraint bridge_coin_amount check (satoshis >= 1)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

alter table bridge_payment
  add column coin_id bigint null comment 'its output among those that can be spent',
  add key without_coin (coin_id, state);

create trigger bridge_coin_is_never_deleted before delete on bridge_coin for each row
  signal sqlstate '45000' set message_text = 'an output is never deleted: it is money, or says where it went';
create trigger bridge_spend_is_never_deleted before delete on bridge_spend for each row
  signal sqlstate '45000' set message_text = 'a transaction is never deleted: it says where money went';
