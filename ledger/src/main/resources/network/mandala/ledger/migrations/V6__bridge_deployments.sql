-- Deployments of the bridge: each takes one upload until it expires, and becomes a release of an Agent.

create table bridge_deployment (
  id char(32) character set ascii collate ascii_bin not null,
  project_id char(32) character set ascii collate ascii_bin not null,
  creator char(66) character set ascii collate ascii_bin not null comment 'identity key',
  created_at datetime(3) not null,
  expires_at datetime(3) not null comment 'no upload is accepted from then on',
  state varchar(8) character set ascii collate ascii_bin not null comment 'OPEN, ACCEPTED: not applied yet, APPLIED',
  accepted_at datetime(6) null,
  agent varchar(63) character set ascii collate ascii_bin null,
  content char(71) character set ascii collate ascii_bin null comment 'digest of what was uploaded',
  spec mediumtext null comment 'the fields of the Agent, as JSON, without values of variables',
  primary key (id),
  key by_project (project_id, created_at),
  key by_acceptance (project_id, accepted_at),
  key unfinished (state, accepted_at)
) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin;
