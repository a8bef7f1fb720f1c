-- What the node pays to keys of projects, each once.

create table bridge_funding (
  id bigint not null auto_increment,
  project_id varchar(64) character set ascii collate ascii_bin not null,
  network varchar(16) character set ascii collate ascii_bin not null,
  public_key char(66) character set ascii collate ascii_bin not null,
  satoshis bigint not null,
  state varchar(16) character set ascii collate ascii_bin not null comment 'WAITING: for money, PAYING, PAID, GONE with its project',
  why varchar(500) not null,
  spend_id bigint null comment 'the transaction that pays it',
  debit_entry bigint null,
  requested_at datetime(6) not null,
  looked_at datetime(6) not null,
  paid_at datetime(6) null,
  primary key (id),
  unique key once (project_id, public_key),
  key by_turn (network, state, looked_at),
  key by_spend (spend_id),
  constraint bridge_funding_spend foreign key (spend_id) references bridge_spend (id),
  constraint bridge_funding_amount check (satoshis >= 1)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;
