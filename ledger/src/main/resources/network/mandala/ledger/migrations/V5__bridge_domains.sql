-- Host names that projects of the bridge have proved to be theirs. A host leads to one project.

create table bridge_domain (
  host varchar(253) character set ascii collate ascii_bin not null,
  project_id char(32) character set ascii collate ascii_bin not null,
  target varchar(10) character set ascii collate ascii_bin not null comment 'AGENT or FRONTEND',
  proved_at datetime(3) not null,
  primary key (host),
  key by_project (project_id)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;
