package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.DatabaseCopy;
import network.mandala.crds.agent.DatabaseRequest;
import network.mandala.crds.agent.DatabaseRequestState;
import network.mandala.crds.agent.DatabaseState;
import network.mandala.crds.agent.DatabaseStatus;
import network.mandala.crds.agent.ReleaseState;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.project.Quota;
import network.mandala.crds.testing.ApiServer;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.Writes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DatabasesOnTheApiServerTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir private static Path folder;
  private static TestOperator operator;
  private static Tenant tenant;

  @BeforeAll
  static void start() {
    operator = TestOperator.start(api, folder, Map.of(), Writes.unlimited());
    tenant =
        Tenant.withProject(
            api.client(), "databases", project(new Quota("16", "64Gi", "1Ti", "0", 100)));
  }

  @AfterAll
  static void stop() {
    tenant.leave();
    operator.close();
  }

  @Test
  void aReleaseWaitsForItsDatabaseAndIsToldOfIt() {
    tenant.apply(
        "shop", "{source: {image: a}, env: {MYSQL_HOST: mine}, databases: {mysql: {size: 1Gi}}}");
    tenant.awaitReason("shop", AgentReason.DATABASE_PREPARING);
    assertThat(tenant.children("shop"))
        .contains(
            "StatefulSet/shop-mysql",
            "Service/shop-mysql",
            "Secret/shop-mysql",
            "PersistentVolumeClaim/shop-mysql")
        .doesNotContain("Deployment/shop");
    assertThat(databases("shop"))
        .extracting(DatabaseStatus::name, DatabaseStatus::state, DatabaseStatus::secret)
        .containsExactly(tuple("mysql", DatabaseState.PREPARING, "shop-mysql"));

    tenant.kubelet().serveDatabases("shop");
    tenant.serveUntilReady("shop");

    var environment =
        tenant
            .kubelet()
            .pods("shop", Labels.COMPONENT_AGENT)
            .getFirst()
            .getSpec()
            .getContainers()
            .getFirst()
            .getEnv()
            .stream()
            .filter(variable -> variable.getName().startsWith("MYSQL_"))
            .toList();
    // The tenant's own value of a variable wins.
    assertThat(environment)
        .extracting(EnvVar::getName)
        .containsExactly(
            "MYSQL_DATABASE", "MYSQL_PASSWORD", "MYSQL_PORT", "MYSQL_URL", "MYSQL_USER");
    assertThat(environment)
        .allSatisfy(
            variable ->
                assertThat(variable.getValueFrom().getSecretKeyRef().getName())
                    .isEqualTo("shop-mysql"));
    assertThat(tenant.condition("shop", AgentCondition.DATABASES_READY).getStatus())
        .isEqualTo(Conditions.TRUE);
    assertThat(databases("shop"))
        .extracting(DatabaseStatus::state)
        .containsExactly(DatabaseState.READY);
    assertThat(tenant.get("shop").getStatus().toString()).doesNotContain("mdb");
  }

  @Test
  void aSecondOperatorFindsNothingToWrite() {
    run("still", "databases: {mysql: {backup: {}}, mongo: {memory: 256Mi}, redis: {retain: keep}}");
    var before = tenant.versions("still");
    var writes = Writes.unlimited();

    try (var second = TestOperator.start(api, folder, Map.of(), writes)) {
      await()
          .atMost(SOON)
          .until(
              () ->
                  second.metric("mandala_reconcile_seconds_count{kind=\"Agent\",result=\"ok\"")
                      > 0);
      await().during(Duration.ofSeconds(2)).until(() -> true);
    }

    assertThat(writes.seen().stream().filter(write -> write.contains("still"))).isEmpty();
    assertThat(tenant.versions("still")).isEqualTo(before);
  }

  @Test
  void whatSomebodyElseChangesIsRepairedAndThePasswordStays() {
    run("drifts", "databases: {redis: {}}");
    var before = tenant.specs("drifts");
    var client = api.client();

    client.services().inNamespace(tenant.namespace()).withName("drifts-redis").delete();
    client
        .apps()
        .statefulSets()
        .inNamespace(tenant.namespace())
        .withName("drifts-redis")
        .edit(
            server -> {
              var container = server.getSpec().getTemplate().getSpec().getContainers().getFirst();
              container.setImage("evil");
              container.getSecurityContext().setReadOnlyRootFilesystem(null);
              server.getSpec().setReplicas(3);
              return server;
            });

    await().atMost(SOON).untilAsserted(() -> assertThat(tenant.specs("drifts")).isEqualTo(before));
  }

  @Test
  void aServerThatIsGoneComesBackWithItsPasswordAndItsVolume() {
    run("returns", "databases: {redis: {}}");
    var secret = secret("returns-redis").getData();
    var volume = volume("returns-redis");

    api.client()
        .apps()
        .statefulSets()
        .inNamespace(tenant.namespace())
        .withName("returns-redis")
        .delete();

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(tenant.children("returns")).contains("StatefulSet/returns-redis"));
    serveUntilReady("returns");
    assertThat(secret("returns-redis").getData()).isEqualTo(secret);
    assertThat(volume("returns-redis")).isEqualTo(volume);
  }

  @Test
  void aDatabaseGoesWhenTheReleaseWithoutItHasProvedItself() {
    run("shrinks", "databases: {mysql: {}, redis: {retain: keep}}");

    tenant.apply("shrinks", "{source: {image: a}}");
    tenant.awaitReason("shrinks", AgentReason.ROLLING_OUT);
    assertThat(tenant.children("shrinks"))
        .contains("StatefulSet/shrinks-mysql", "Secret/shrinks-mysql", "Service/shrinks-redis");

    tenant.serveUntilReady("shrinks");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(tenant.children("shrinks"))
                  .noneMatch(child -> child.startsWith("StatefulSet/"))
                  .doesNotContain("Secret/shrinks-mysql", "Service/shrinks-mysql");
              assertThat(tenant.deleted("shrinks-mysql")).isTrue();
              assertThat(tenant.deleted("shrinks-redis")).isFalse();
              assertThat(databases("shrinks")).isEmpty();
            });
  }

  @Test
  void aBrokenReleaseWithoutTheDatabaseDoesNotCostTheData() {
    run("returner", "databases: {redis: {}}");
    var volume = volume("returner-redis");

    tenant.apply("returner", "{source: {image: b}}");
    await()
        .atMost(SOON)
        .until(() -> tenant.kubelet().pods("returner", Labels.COMPONENT_AGENT).size() > 1);
    tenant.kubelet().crash("returner", "b", 1, "no database");
    tenant.awaitReason("returner", AgentReason.CRASH_LOOPING);

    assertThat(tenant.children("returner")).contains("StatefulSet/returner-redis");
    assertThat(volume("returner-redis")).isEqualTo(volume);
    assertThat(tenant.get("returner").getStatus().releases())
        .anyMatch(release -> release.state() == ReleaseState.ACTIVE);
  }

  @Test
  void deletedItLeavesNothingButWhatItWasToldToKeep() {
    run("leaves", "databases: {mysql: {}, redis: {retain: keep}}");

    tenant.delete("leaves");

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(tenant.children("leaves"))
                  .isSubsetOf(
                      "PersistentVolumeClaim/leaves-mysql", "PersistentVolumeClaim/leaves-redis");
              assertThat(tenant.deleted("leaves-mysql")).isTrue();
              assertThat(tenant.deleted("leaves-redis")).isFalse();
            });
  }

  @Test
  void suspendedTheServerStopsAndTheAgentComesBackAfterIt() {
    run("sleeps", "databases: {redis: {}}");
    var release = tenant.get("sleeps").getStatus().release();

    tenant.apply("sleeps", "{source: {image: a}, databases: {redis: {}}, suspend: true}");
    tenant.awaitReason("sleeps", AgentReason.SUSPENDED);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              tenant.kubelet().endTerminating();
              assertThat(tenant.kubelet().pods("sleeps", Labels.COMPONENT_DATABASE)).isEmpty();
              assertThat(databases("sleeps"))
                  .extracting(DatabaseStatus::state)
                  .containsExactly(DatabaseState.STOPPED);
              assertThat(tenant.children("sleeps"))
                  .contains("PersistentVolumeClaim/sleeps-redis", "Secret/sleeps-redis");
            });

    tenant.apply("sleeps", "{source: {image: a}, databases: {redis: {}}}");
    tenant.awaitReason("sleeps", AgentReason.DATABASE_PREPARING);
    assertThat(tenant.kubelet().pods("sleeps", Labels.COMPONENT_AGENT)).isEmpty();
    serveUntilReady("sleeps");
    assertThat(tenant.get("sleeps").getStatus().release()).isEqualTo(release);
  }

  @Test
  void aNewPasswordRestartsTheServerAndThenTheAgent() {
    run("rotates", "databases: {redis: {}}");
    var before = secret("rotates-redis").getData();
    var release = tenant.get("rotates").getStatus().release();

    tenant.annotate("rotates", "mandala.network/rotate-redis", "first");

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(secret("rotates-redis")).isNotNull();
              assertThat(secret("rotates-redis").getData().get("password"))
                  .isNotEqualTo(before.get("password"));
              assertThat(
                      server("rotates-redis")
                          .getSpec()
                          .getTemplate()
                          .getMetadata()
                          .getAnnotations())
                  .containsEntry("mandala.network/rotation", "first");
            });
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              tenant.kubelet().endTerminating();
              serveOnce("rotates");
              assertThat(tenant.get("rotates").getStatus().release()).isNotEqualTo(release);
            });
    var after = secret("rotates-redis").getData();
    serveUntilReady("rotates");
    assertThat(secret("rotates-redis").getData()).isEqualTo(after);
    assertThat(tenant.get("rotates").getStatus().releases()).hasSize(2);
  }

  @Test
  void aCopyIsMadeWhenItIsAskedForAndGoneBackTo() {
    run("copies", "databases: {mongo: {}}");

    tenant.annotate("copies", "mandala.network/backup-mongo", "first");
    tenant
        .kubelet()
        .endDatabaseJob("copies", 0, "done 20260301T120000Z\ncopy 20260301T120000Z 42\n");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(databases("copies").getFirst().backup())
                  .isEqualTo(
                      new DatabaseRequest("first", DatabaseRequestState.DONE, "20260301T120000Z"));
              assertThat(databases("copies").getFirst().backups())
                  .containsExactly(new DatabaseCopy("20260301T120000Z", 42L));
            });
    assertThat(tenant.children("copies")).contains("PersistentVolumeClaim/copies-mongo-backups");

    tenant.annotate("copies", "mandala.network/restore-mongo", "20260301T120000Z@1");
    await().atMost(SOON).until(() -> databases("copies").getFirst().restore() != null);
    tenant
        .kubelet()
        .endDatabaseJob("copies", 0, "done 20260301T120000Z\ncopy 20260301T120000Z 42\n");
    // The server takes the files over when it is started again.
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(databases("copies").getFirst().restore().state())
                  .isEqualTo(DatabaseRequestState.DONE);
              assertThat(
                      server("copies-mongo").getSpec().getTemplate().getMetadata().getAnnotations())
                  .containsKey("mandala.network/restored");
            });
    serveUntilReady("copies");
  }

  @Test
  void aRequestThatFailsSaysWhyAndIsNotTriedAgain() {
    run("fails", "databases: {redis: {}}");

    tenant.annotate("fails", "mandala.network/restore-redis", "../../etc/passwd");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(databases("fails").getFirst().restore().message())
                    .contains("names no copy"));
    tenant.annotate("fails", "mandala.network/restore-redis", "20200101T000000Z");
    await()
        .atMost(SOON)
        .until(() -> tenant.children("fails").stream().anyMatch(child -> child.startsWith("Job/")));
    tenant.kubelet().endDatabaseJob("fails", 3, "there is no copy 20200101T000000Z");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(databases("fails").getFirst().restore())
                    .isEqualTo(
                        new DatabaseRequest(
                            "20200101T000000Z",
                            DatabaseRequestState.FAILED,
                            "there is no copy 20200101T000000Z")));
  }

  @Test
  void aScheduleComesAndGoesWithTheSpecAndTheCopiesStay() {
    run("clock", "databases: {redis: {backup: {schedule: '@hourly', size: 2Gi}}}");
    assertThat(tenant.children("clock"))
        .contains("CronJob/clock-redis-copy", "PersistentVolumeClaim/clock-redis-backups");

    tenant.apply("clock", "{source: {image: a}, databases: {redis: {}}}");

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(tenant.children("clock"))
                  .doesNotContain("CronJob/clock-redis-copy")
                  .contains("PersistentVolumeClaim/clock-redis-backups");
              assertThat(tenant.condition("clock", AgentCondition.READY).getReason())
                  .isEqualTo(AgentReason.RUNNING.word());
            });
  }

  @Test
  void whatIsWrongWithAServerIsTold() {
    tenant.apply("broken", "{source: {image: a}, databases: {mysql: {}}}");
    tenant.kubelet().crashDatabase("broken", 1, "denied for mdb" + "y".repeat(40));

    assertThat(tenant.awaitReason("broken", AgentReason.DATABASE_FAILED))
        .contains("MySQL ended with exit code 1", "denied for ***");
    assertThat(databases("broken"))
        .extracting(DatabaseStatus::state)
        .containsExactly(DatabaseState.FAILED);

    serveUntilReady("broken");
  }

  @Test
  void aReleaseWhoseDatabaseIsGoneIsNotGoneBackTo() {
    run("pinned", "databases: {redis: {}}");
    var first = tenant.get("pinned").getStatus().release();
    tenant.run("pinned", "{source: {image: a}}");

    tenant.apply("pinned", "{source: {image: a}, release: %s}".formatted(first));

    assertThat(tenant.awaitReason("pinned", AgentReason.INVALID_SPEC))
        .contains("uses a database that spec.databases does not have: redis");
  }

  @Test
  void aQuotaThatIsUsedUpIsExplained() {
    var small =
        Tenant.withProject(
            api.client(), "small-databases", project(new Quota("4", "1Gi", "2Gi", "0", 10)));

    small.apply("big", "{source: {image: a}, databases: {redis: {size: 3Gi}}}");
    assertThat(small.awaitReason("big", AgentReason.QUOTA_EXCEEDED))
        .contains("maximum storage usage", "2Gi");
    small.apply("fat", "{source: {image: a}, databases: {redis: {size: 1Gi, memory: 2Gi}}}");
    assertThat(small.awaitReason("fat", AgentReason.QUOTA_EXCEEDED))
        .contains("Redis cannot be started", "memory", "spec.databases.redis.memory");
    small.apply("fat", "{source: {image: a}, databases: {redis: {size: 1Gi, memory: 256Mi}}}");
    small.awaitReason("fat", AgentReason.DATABASE_PREPARING);
    small.kubelet().serveDatabases("fat");

    small.leave();
  }

  private static ProjectSpec project(Quota quota) {
    return new ProjectSpec(null, null, null, quota, null, null, null);
  }

  private static void run(String agent, String databases) {
    tenant.apply(agent, "{source: {image: a}, %s}".formatted(databases));
    serveUntilReady(agent);
  }

  private static void serveUntilReady(String agent) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              tenant.kubelet().endTerminating();
              serveOnce(agent);
              var ready = tenant.condition(agent, AgentCondition.READY);
              assertThat(ready).isNotNull();
              assertThat(ready.getReason())
                  .as(ready.getMessage())
                  .isEqualTo(AgentReason.RUNNING.word());
              assertThat(ready.getObservedGeneration())
                  .isEqualTo(tenant.get(agent).getMetadata().getGeneration());
            });
  }

  private static void serveOnce(String agent) {
    tenant.kubelet().pods(agent, Labels.COMPONENT_DATABASE).forEach(tenant.kubelet()::serveOnce);
    tenant.kubelet().pods(agent, Labels.COMPONENT_AGENT).forEach(tenant.kubelet()::serveOnce);
  }

  private static List<DatabaseStatus> databases(String agent) {
    return tenant.get(agent).getStatus().databases();
  }

  private static Secret secret(String name) {
    return api.client().secrets().inNamespace(tenant.namespace()).withName(name).get();
  }

  private static StatefulSet server(String name) {
    return api.client().apps().statefulSets().inNamespace(tenant.namespace()).withName(name).get();
  }

  private static String volume(String name) {
    return api.client()
        .persistentVolumeClaims()
        .inNamespace(tenant.namespace())
        .withName(name)
        .get()
        .getMetadata()
        .getUid();
  }
}
