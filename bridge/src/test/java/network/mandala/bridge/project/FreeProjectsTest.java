package network.mandala.bridge.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
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
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Fault 28 of the older nodes: an identity could make namespaces without end. */
class FreeProjectsTest {
  private static final PublicKey OWNER = WalletKey.parse("11".repeat(32)).publicKey();
  private static final PublicKey OTHER = WalletKey.parse("22".repeat(32)).publicKey();

  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private final List<Project> all = new CopyOnWriteArrayList<>();

  /** Two replicas, neither of which has seen what the other makes. */
  @Test
  void ofManyCallsAtOnceAtSeveralReplicasSoManyMakeAProject() throws Exception {
    var replicas = List.of(quota(3, 0), quota(3, 0));
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, 20)
              .mapToObj(
                  i ->
                      callers.submit(
                          () ->
                              replicas
                                  .get(i % 2)
                                  .requireRoomFor(OWNER, id(i), List.of(), this::make)))
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

    assertThatThrownBy(() -> quota(1, 0).requireRoomFor(OWNER, id(1), all, this::make))
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
    var quota = quota(1, 1000);
    quota.requireRoomFor(OWNER, id(0), all, () -> all.add(paid(make(OWNER), 1001)));
    all.add(ProjectCreation.desired(id(1), null, Network.MAIN, OTHER.hex()));

    quota.requireRoomFor(OWNER, id(2), all, this::make);
    assertThatThrownBy(() -> quota.requireRoomFor(OWNER, id(3), all, this::make))
        .isInstanceOf(Refusal.class);
    quota.requireRoomFor(OTHER, id(4), List.of(), () -> {});
  }

  @Test
  void whatWasNotMadeOrIsGoneDoesNotCount() {
    var quota = quota(1, 0);

    assertThatThrownBy(
            () ->
                quota.requireRoomFor(
                    OWNER,
                    id(0),
                    all,
                    () -> {
                      throw new IllegalStateException("as the test wants it");
                    }))
        .isInstanceOf(IllegalStateException.class);
    quota.requireRoomFor(OWNER, id(1), all, () -> {});
    assertThatThrownBy(() -> quota.requireRoomFor(OWNER, id(2), all, this::make))
        .isInstanceOf(Refusal.class);
    notes().forget(id(1));
    quota.requireRoomFor(OWNER, id(2), all, this::make);

    assertThat(all).hasSize(1);
  }

  /** What is being made is not taken for gone, and what all have seen is not kept. */
  @Test
  void notesAreKeptForSomeMinutes() {
    var notes = notes();
    notes.add(OWNER, id(1), others -> true);
    notes.add(OWNER, id(2), others -> true);
    notes.add(OWNER, id(3), others -> true);
    age(id(2), 3);
    age(id(3), 11);

    notes.forgetSeen();

    assertThat(notes.projects()).containsExactly(id(2));
    var seen = new HashSet<String>();
    assertThat(notes.add(OWNER, id(4), others -> !seen.addAll(others))).isFalse();
    assertThat(seen).containsExactlyInAnyOrder(id(1), id(2));
  }

  @Test
  void noneIsTooManyWhereThereIsNoQuota() {
    var quota = quota(0, 0);
    for (int i = 0; i < 50; i++) {
      quota.requireRoomFor(OWNER, id(i), all, this::make);
    }

    assertThat(all).hasSize(50);
  }

  @BeforeEach
  void nothingIsNoted() {
    mysql.ledger().database().inTransaction(tx -> tx.execute("delete from bridge_new_project"));
  }

  private static FreeProjects quota(int most, long freeBalance) {
    return new FreeProjects(most, freeBalance, notes());
  }

  private static JdbiNewProjects notes() {
    return new JdbiNewProjects(mysql.ledger().database());
  }

  private static void age(String project, int minutes) {
    mysql
        .ledger()
        .database()
        .inTransaction(
            tx ->
                tx.execute(
                    "update bridge_new_project set made_at = made_at - interval ? minute"
                        + " where project_id = ?",
                    minutes,
                    project));
  }

  private static String id(int number) {
    return "%032x".formatted(number);
  }

  private void make() {
    all.add(make(OWNER));
  }

  private Project make(PublicKey owner) {
    return ProjectCreation.desired(id(all.size()), null, Network.MAIN, owner.hex());
  }

  private static Project paid(Project project, long satoshis) {
    project.setStatus(
        new ProjectStatus(
            null, null, null, null, new Balance(satoshis, null, null, null), null, List.of()));
    return project;
  }
}
