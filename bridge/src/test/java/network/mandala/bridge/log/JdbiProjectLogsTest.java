package network.mandala.bridge.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiProjectLogsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00.123Z");
  private static final String ONE = "1".repeat(32);
  private static final String TWO = "2".repeat(32);
  private static final String DEPLOYMENT = "d".repeat(32);

  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private ProjectLogs logs;

  @BeforeEach
  void open() {
    logs = new JdbiProjectLogs(mysql.ledger().database(), Clock.fixed(NOW, ZoneOffset.UTC));
    logs.forget(ONE);
    logs.forget(TWO);
  }

  @Test
  void keepsLinesOfProjectsAndDeploymentsApart() {
    logs.add(ONE, Optional.empty(), "made");
    logs.add(ONE, Optional.of(DEPLOYMENT), "built");
    logs.add(ONE, Optional.of(DEPLOYMENT), "runs");
    logs.add(TWO, Optional.empty(), "another");

    assertThat(logs.ofProject(ONE)).containsExactly(new LogLine(NOW, "made"));
    assertThat(logs.ofDeployment(ONE, DEPLOYMENT))
        .containsExactly(new LogLine(NOW, "built"), new LogLine(NOW, "runs"));
    assertThat(logs.ofDeployment(TWO, DEPLOYMENT)).isEmpty();

    logs.forget(ONE);

    assertThat(logs.ofDeployment(ONE, DEPLOYMENT)).isEmpty();
    assertThat(logs.ofProject(TWO)).hasSize(1);
  }

  @Test
  void keepsTheNewestOfADeploymentThatWritesWithoutEnd() {
    logs.add(ONE, Optional.empty(), "made");
    logs.add(ONE, Optional.of("e".repeat(32)), "another");
    fill(ONE, "'" + DEPLOYMENT + "'", ProjectLogs.MOST_LINES);

    logs.add(ONE, Optional.of(DEPLOYMENT), "newest");

    assertThat(logs.ofDeployment(ONE, DEPLOYMENT)).hasSize(ProjectLogs.MOST_LINES);
    assertThat(logs.ofDeployment(ONE, DEPLOYMENT).getLast().message()).isEqualTo("newest");
    assertThat(logs.ofDeployment(ONE, DEPLOYMENT).getFirst().message()).isEqualTo("n 2");
    assertThat(logs.ofDeployment(ONE, "e".repeat(32))).hasSize(1);
    assertThat(logs.ofProject(ONE)).hasSize(1);
  }

  @Test
  void keepsTheNewestOfAProjectThatDeploysWithoutEnd() {
    logs.add(ONE, Optional.empty(), "made");
    fill(ONE, "lpad(hex(n), 32, '0')", ProjectLogs.MOST_OF_ALL);

    logs.add(ONE, Optional.of(DEPLOYMENT), "newest");

    assertThat(logs.ofProject(ONE)).hasSize(1);
    assertThat(logs.ofDeployment(ONE, DEPLOYMENT)).hasSize(1);
    long lines =
        mysql
            .ledger()
            .database()
            .read(
                tx ->
                    tx.createQuery("select count(*) from bridge_log where project_id = :project")
                        .bind("project", ONE)
                        .mapTo(Long.class)
                        .one());
    assertThat(lines).isEqualTo(ProjectLogs.MOST_OF_ALL);
  }

  @Test
  void keepsNoMoreOfALineThanItsBoundAndNoControls() {
    logs.add(ONE, Optional.empty(), "😀".repeat(ProjectLogs.LONGEST));
    logs.add(ONE, Optional.empty(), "a\u001b[31m\0b\r\nc\td\ud800");

    assertThat(logs.ofProject(ONE).getFirst().message())
        .hasSizeLessThanOrEqualTo(ProjectLogs.LONGEST)
        .matches("(😀)+ …");
    assertThat(logs.ofProject(ONE).getLast().message()).isEqualTo("a[31mb\nc\td\ufffd");
  }

  private static void fill(String project, String deployment, int lines) {
    mysql
        .ledger()
        .database()
        .inTransaction(
            tx ->
                tx.execute(
                    "insert into bridge_log (project_id, deployment_id, logged_at, message)"
                        + " with recursive numbers as (select 1 n union all select n + 1 from"
                        + " numbers where n < "
                        + lines
                        + ") select /*+ set_var(cte_max_recursion_depth = 1000000) */ '"
                        + project
                        + "', "
                        + deployment
                        + ", now(), concat('n ', n) from numbers"));
  }
}
