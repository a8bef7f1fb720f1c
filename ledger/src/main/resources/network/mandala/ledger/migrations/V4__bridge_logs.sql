-- What happened to a project of the bridge and to each of its deployments, told to its admins.

create table bridge_log (
  id bigint not null auto_increment,
  project_id char(32) character set ascii collate ascii_bin not null,
  deployment_id char(32) character set ascii collate ascii_bin null comment 'null: of the project itself',
  logged_at datetime(3) not null,
  message varchar(4000) not null,
  primary key (id),
  key by_project (project_id, deployment_id, id)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;
