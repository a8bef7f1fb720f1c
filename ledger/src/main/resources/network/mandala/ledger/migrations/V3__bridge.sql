-- What the signed bridge remembers: who registered, and which requests were answered.

create table bridge_user (
  identity_key char(66) character set ascii collate ascii_bin not null,
  registered_at datetime(6) not null,
  primary key (identity_key)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create table bridge_request (
  expires_at datetime(0) not null comment 'of its session: it cannot be repeated later',
  request binary(32) not null comment 'SHA-256 of the nonces of session and request',
  primary key (expires_at, request)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;
