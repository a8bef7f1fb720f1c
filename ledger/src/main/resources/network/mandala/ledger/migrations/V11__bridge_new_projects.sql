-- Projects that were made through the bridge a moment ago: for the quota of all replicas together, until each of them has seen the project.

create table bridge_new_project (
  owner char(66) character set ascii collate ascii_bin not null,
  project_id varchar(64) character set ascii collate ascii_bin not null comment 'empty: who holds this row counts the projects of the owner',
  made_at datetime(6) not null,
  primary key (owner, project_id),
  key by_project (project_id),
  key by_age (made_at)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;
