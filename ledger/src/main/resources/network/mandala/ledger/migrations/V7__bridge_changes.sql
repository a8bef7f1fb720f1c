-- Who asked the signed bridge for which change. What they sent is not kept: it may hold secrets.

create table bridge_change (
  id bigint unsigned not null auto_increment,
  changed_at datetime(6) not null,
  identity_key char(66) character set ascii collate ascii_bin not null,
  action varchar(120) not null comment 'method and route',
  project varchar(63) null,
  address varchar(45) character set ascii collate ascii_bin not null,
  status smallint unsigned null comment 'of HTTP; null: the process ended before it answered',
  primary key (id),
  key by_time (changed_at),
  key by_project (project, id),
  key by_identity (identity_key, id)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;
