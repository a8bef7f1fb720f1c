-- What is told of deployments of the bridge as they go on, and what services of a project know of each other.

-- Each thing is told once, by whichever replica sees it first.
create table bridge_told (
  project_id char(32) character set ascii collate ascii_bin not null,
  deployment_id char(32) character set ascii collate ascii_bin not null,
  what varchar(64) character set ascii collate ascii_bin not null comment 'end: nothing comes after it',
  primary key (deployment_id, what),
  key by_project (project_id)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;

create table bridge_service_link (
  project_id char(32) character set ascii collate ascii_bin not null,
  place smallint not null comment 'in the order in which they were given',
  variable varchar(253) character set ascii collate ascii_bin not null,
  url varchar(2048) not null,
  primary key (project_id, place)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;
