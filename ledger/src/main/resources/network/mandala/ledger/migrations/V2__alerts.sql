-- How far the journal of each project was read for alerts, and the alerts that are to be delivered.

create table alert_cursor (
  project_id varchar(64) character set ascii collate ascii_bin not null,
  entry_id bigint not null default 0 comment 'the last one that was read',
  balance bigint not null default 0 comment 'after it',
  changed_at datetime(6) null comment 'changed_at of the account when all of its entries had been read',
  primary key (project_id)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create table alert_delivery (
  id bigint not null auto_increment,
  project_id varchar(64) character set ascii collate ascii_bin not null,
  entry_id bigint not null comment 'after which the balance was below a threshold',
  channel varchar(8) character set ascii collate ascii_bin not null,
  target varchar(2048) not null comment 'an address of mail, or a URL',
  target_hash char(64) character set ascii collate ascii_bin not null comment 'SHA-256 of the target',
  notice json not null,
  state varchar(16) character set ascii collate ascii_bin not null,
  attempts int not null default 0,
  due_at datetime(6) not null comment 'while it is being delivered: when the claim ends',
  last_problem varchar(500) null,
  created_at datetime(6) not null,
  settled_at datetime(6) null,
  primary key (id),
  unique key once (project_id, entry_id, channel, target_hash),
  key by_turn (state, due_at),
  key by_age (state, created_at),
  key by_settling (settled_at)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;
