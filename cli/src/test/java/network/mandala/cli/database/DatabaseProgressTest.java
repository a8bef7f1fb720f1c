package network.mandala.cli.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import network.mandala.cli.follow.Progress;
import network.mandala.crds.agent.DatabaseCopy;
import network.mandala.crds.agent.DatabaseRequest;
import network.mandala.crds.agent.DatabaseRequestState;
import network.mandala.crds.agent.DatabaseState;
import network.mandala.crds.agent.DatabaseStatus;
import org.junit.jupiter.api.Test;

class DatabaseProgressTest {

  @Test
  void anAnswerToAnEarlierRequestSaysNothing() {
    var earlier = new DatabaseRequest("t1", DatabaseRequestState.DONE, "20260301T120000Z");

    assertThat(DatabaseRequests.progress(earlier, "t2", "the copy"))
        .isInstanceOf(Progress.Underway.class);
    assertThat(DatabaseRequests.progress(null, "t2", "the copy"))
        .isInstanceOf(Progress.Underway.class);
  }

  @Test
  void doneIsThereAndFailedIsToldWithItsReason() {
    var done = new DatabaseRequest("t1", DatabaseRequestState.DONE, "20260301T120000Z");
    var failed = new DatabaseRequest("t1", DatabaseRequestState.FAILED, "no space left");

    assertThat(DatabaseRequests.progress(done, "t1", "the copy")).isEqualTo(new Progress.Arrived());
    assertThat(DatabaseRequests.progress(failed, "t1", "the copy"))
        .isEqualTo(new Progress.Stuck("the copy failed: no space left"));
  }

  @Test
  void theListHasALineForEachCopy() {
    var mysql =
        new DatabaseStatus(
            "mysql",
            DatabaseState.READY,
            "shop-mysql",
            null,
            List.of(
                new DatabaseCopy("20260302T120000Z", 20L),
                new DatabaseCopy("20260301T120000Z", 10L)),
            null,
            null);

    assertThat(ListCommand.text(List.of(mysql)).lines())
        .hasSize(3)
        .last()
        .asString()
        .contains("mysql", "ready", "shop-mysql", "20260301T120000Z", "10");
  }
}
