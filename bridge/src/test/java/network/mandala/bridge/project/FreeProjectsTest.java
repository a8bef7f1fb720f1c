package network.mandala.bridge.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import network.mandala.bridge.http.Refusal;
import network.mandala.crds.project.Balance;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.Test;

/** Fault 28 of the older nodes: an identity could make namespaces without end. */
class FreeProjectsTest {
  private static final PublicKey OWNER = WalletKey.parse("11".repeat(32)).publicKey();
  private static final PublicKey OTHER = WalletKey.parse("22".repeat(32)).publicKey();

  private final List<Project> all = new CopyOnWriteArrayList<>();

  @Test
  void ofManyCallsAtOnceSoManyMakeAProject() throws Exception {
    var quota = new FreeProjects(3, 0);
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, 20)
              .mapToObj(
                  i -> callers.submit(() -> quota.requireRoomFor(OWNER, () -> all, this::make)))
              .toList();
      int refused = 0;
      for (var call : calls) {
        try {
          call.get();
        } catch (java.util.concurrent.ExecutionException e) {
          assertThat(e.getCause()).isInstanceOf(Refusal.class);
          refused++;
        }
      }
      assertThat(refused).isEqualTo(17);
      assertThat(all).hasSize(3);
    }
  }

  @Test
  void theRefusalSaysWhatToDo() {
    make();

    assertThatThrownBy(() -> new FreeProjects(1, 0).requireRoomFor(OWNER, () -> all, this::make))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reply().status()).isEqualTo(403);
              assertThat(
                      new String(refusal.reply().body(), java.nio.charset.StandardCharsets.UTF_8))
                  .contains("You own 1 projects", "pay into one of them or delete one");
            });
  }

  @Test
  void whatIsPaidForOrSomebodyElsesDoesNotCount() {
    var quota = new FreeProjects(1, 1000);
    all.add(paid(make(OWNER), 1001));
    all.add(ProjectCreation.desired("0".repeat(32), null, Network.MAIN, OTHER.hex()));

    quota.requireRoomFor(OWNER, () -> all, this::make);
    assertThatThrownBy(() -> quota.requireRoomFor(OWNER, () -> all, this::make))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void noneIsTooManyWhereThereIsNoQuota() {
    var quota = new FreeProjects(0, 0);
    for (int i = 0; i < 50; i++) {
      quota.requireRoomFor(OWNER, () -> all, this::make);
    }

    assertThat(all).hasSize(50);
  }

  private void make() {
    all.add(make(OWNER));
  }

  private Project make(PublicKey owner) {
    var id = "%032x".formatted(all.size());
    return ProjectCreation.desired(id, null, Network.MAIN, owner.hex());
  }

  private static Project paid(Project project, long satoshis) {
    project.setStatus(
        new ProjectStatus(
            null, null, null, null, new Balance(satoshis, null, null, null), null, List.of()));
    return project;
  }
}
