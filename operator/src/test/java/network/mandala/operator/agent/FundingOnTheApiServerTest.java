package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import network.mandala.crds.agent.AgentActivity;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.project.Contacts;
import network.mandala.crds.project.Funding;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.testing.ApiServer;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.journal.Entry;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.journal.EntryQuery;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.price.PriceListJson;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.testing.TestKeys;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.TestRegistry;
import network.mandala.operator.testing.Writes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of money through the operator, on a real API server and a real MySQL. */
class FundingOnTheApiServerTest {

  @RegisterExtension static final ApiServer api = ApiServer.aloneWithControllers();

  @RegisterExtension static final MySqlServer mysql = MySqlServer.alone();

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final long WELCOME = 5_000;

  @TempDir private static Path folder;
  private static Map<String, String> settings;
  private static Ledger ledger;
  private static TestRegistry registry;
  private static Service activator;
  private TestOperator operator;

  @BeforeAll
  static void start() throws IOException {
    ledger = mysql.ledger();
    var secret = Files.createDirectory(folder.resolve("ledger"));
    Files.writeString(secret.resolve("url"), mysql.settings().jdbcUrl() + "\n");
    Files.writeString(secret.resolve("user"), mysql.settings().user());
    Files.writeString(secret.resolve("password"), mysql.settings().password());
    TestKeys.write(folder);
    int tokenPort = TestRegistry.lastingPort();
    registry = TestRegistry.start(folder, tokenPort);
    settings =
        Map.of(
            "MANDALA_CONFIG_REGISTRY_HOST",
            registry.host(),
            "MANDALA_CONFIG_REGISTRY_REALM",
            "http://127.0.0.1:" + tokenPort + "/token",
            "MANDALA_CONFIG_HTTP_TOKEN_PORT",
            String.valueOf(tokenPort),
            "MANDALA_CONFIG_ACTIVATOR_ENABLED",
            "true",
            "MANDALA_CONFIG_LEDGER_FOLDER",
            secret.toString(),
            "MANDALA_CONFIG_FUNDING_POLL_INTERVAL",
            "200ms",
            "MANDALA_CONFIG_FUNDING_WELCOME_SATOSHIS",
            String.valueOf(WELCOME),
            "MANDALA_CONFIG_FUNDING_TOP_UP_URL",
            "https://pay.example.org/{project}");
    api.client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName("mandala-system")
                .endMetadata()
                .build())
        .serverSideApply();
    activator =
        api.client()
            .resource(
                new ServiceBuilder()
                    .withNewMetadata()
                    .withName(ActivatorAddress.SERVICE)
                    .withNamespace("mandala-system")
                    .endMetadata()
                    .withNewSpec()
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .endSpec()
                    .build())
            .serverSideApply();
  }

  @AfterAll
  static void stop() {
    api.client().resource(activator).delete();
    registry.close();
  }

  @AfterEach
  void end() {
    operator.close();
  }

  @Test
  void theLedgerKnowsEachProjectAsItIsAndWelcomesItOnce() {
    operate(Writes.unlimited());
    var tenant = Tenant.withProject(api.client(), "known");
    var id = project("known").getStatus().projectId();

    await().atMost(SOON).untilAsserted(() -> assertThat(balance("known")).isEqualTo(WELCOME));
    assertThat(funded("known").getReason()).isEqualTo("BalanceLow");
    assertThat(ledger.projects().byId(id).orElseThrow().namespace()).isEqualTo(tenant.namespace());

    edit(
        "known",
        spec ->
            with(
                spec,
                new Funding(
                    null,
                    null,
                    List.of(700L, -3L),
                    new Contacts(
                        List.of("ada@example.org"), List.of("https://hooks.example.org/x")))));
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var known = ledger.projects().byId(id).orElseThrow();
              assertThat(known.alertsAt()).containsExactly(sat(700), sat(-3));
              assertThat(known.contacts().emails()).containsExactly("ada@example.org");
              assertThat(known.contacts().webhooks().getFirst().url())
                  .isEqualTo(URI.create("https://hooks.example.org/x"));
            });
    await().atMost(SOON).until(() -> funded("known").getReason().equals("Funded"));

    var version = project("known").getMetadata().getResourceVersion();
    var writes = Writes.unlimited();
    restart(writes);
    await().atMost(SOON).until(() -> operator.metric("mandala_ledger_up") == 1);
    awaitRest();
    assertThat(writes.seen().stream().filter(write -> write.contains("known"))).isEmpty();
    assertThat(project("known").getMetadata().getResourceVersion()).isEqualTo(version);
    assertThat(entries(id)).extracting(Entry::kind).containsExactly(EntryKind.WELCOME);

    tenant.leave();
    await()
        .atMost(SOON)
        .until(() -> ledger.projects().open().stream().noneMatch(it -> it.projectId().equals(id)));
  }

  @Test
  void withoutMoneyItSleepsBehindA402AndOneCreditBringsTheSameReleaseBack() {
    operate(Writes.unlimited());
    var tenant = Tenant.withProject(api.client(), "dry");
    tenant.run("hello", "{source: {image: a}, storage: {size: 1Gi}, frontend: {image: site}}");
    tenant.run("wide", "{source: {image: b}, scaling: {min: 2, max: 4}}");
    var release = tenant.get("hello").getStatus().release();
    assertThat(tenant.children("wide")).contains("HorizontalPodAutoscaler/wide");

    adjust("dry", -WELCOME - 200);

    var message = tenant.awaitReason("hello", AgentReason.PROJECT_SUSPENDED);
    assertThat(message).contains("answer with 402", "data and releases are kept");
    tenant.awaitReason("wide", AgentReason.PROJECT_SUSPENDED);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(replicas(tenant, "hello")).isZero();
              assertThat(replicas(tenant, "hello-frontend")).isZero();
              assertThat(replicas(tenant, "wide")).isZero();
              assertThat(tenant.children("wide"))
                  .doesNotContain("HorizontalPodAutoscaler/wide", "PodDisruptionBudget/wide");
              assertThat(backend(tenant, "hello")).isEqualTo("hello-door");
              assertThat(backend(tenant, "hello-frontend")).isEqualTo("hello-door");
            });
    var lease = api.client().leases().inNamespace(tenant.namespace()).withName("hello").get();
    assertThat(lease.getMetadata().getAnnotations())
        .containsEntry(AgentActivity.UNPAID, "dry")
        .containsEntry(AgentActivity.TOP_UP_URL, "https://pay.example.org/dry");
    assertThat(lease.getMetadata().getAnnotations().get(AgentActivity.HOSTS).split(" "))
        .contains("hello.dry.example.org", "frontend.dry.example.org");
    assertThat(tenant.children("hello")).contains("PersistentVolumeClaim/hello-data");
    assertThat(ready("dry").getReason()).isEqualTo("BalanceExhausted");
    assertThat(ready("dry").getMessage())
        .contains("Top up 1200 satoshis", "https://pay.example.org/dry");
    assertThat(projectEvents("dry")).contains("BalanceExhausted");

    var writes = Writes.unlimited();
    restart(writes);
    await().atMost(SOON).until(() -> operator.metric("mandala_ledger_up") == 1);
    awaitRest();
    assertThat(writes.seen().stream().filter(write -> write.contains("dry"))).isEmpty();
    assertThat(operator.metric("mandala_projects_by_funding{state=\"suspended\"}")).isEqualTo(1);

    credit("dry", 1_199);
    await().atMost(SOON).until(() -> balance("dry") == 999);
    assertThat(ready("dry").getReason()).isEqualTo("BalanceExhausted");
    credit("dry", 1);

    tenant.serveUntilReady("hello");
    tenant.serveUntilReady("wide");
    assertThat(tenant.get("hello").getStatus().release()).isEqualTo(release);
    assertThat(tenant.get("hello").getStatus().releases()).hasSize(1);
    assertThat(tenant.children("hello")).noneMatch(child -> child.startsWith("Job/"));
    assertThat(backend(tenant, "hello")).isEqualTo("hello");
    assertThat(backend(tenant, "hello-frontend")).isEqualTo("hello-frontend");
    await()
        .atMost(SOON)
        .until(
            () ->
                api.client().leases().inNamespace(tenant.namespace()).withName("hello").get()
                    == null);
    assertThat(projectEvents("dry")).contains("Ready");
    tenant.leave();
  }

  @Test
  void nothingNewBeginsBelowTheMinimumAndItGoesOnByItself() {
    operate(Writes.unlimited());
    var tenant = Tenant.withProject(api.client(), "short");
    tenant.run("old", "source: {image: a:1}");
    adjust("short", -WELCOME);
    await().atMost(SOON).until(() -> balance("short") == 0);

    tenant.apply("old", "source: {image: a:2}");
    tenant.apply("new", "source: {image: b}");
    tenant.apply(
        "built",
        "{runtime: node, source: {artifact: short/built/source@sha256:%s}}"
            .formatted("a".repeat(64)));

    assertThat(tenant.awaitReason("old", AgentReason.BALANCE_TOO_LOW)).contains("Top up 1 sat");
    tenant.awaitReason("new", AgentReason.BALANCE_TOO_LOW);
    tenant.awaitReason("built", AgentReason.BALANCE_TOO_LOW);
    assertThat(replicas(tenant, "old")).isEqualTo(1);
    assertThat(tenant.get("old").getStatus().releases()).hasSize(1);
    assertThat(tenant.children("new")).isEmpty();
    assertThat(tenant.children("built")).isEmpty();

    credit("short", 1);

    tenant.serveUntilReady("new");
    tenant.serveUntilReady("old");
    assertThat(tenant.get("old").getStatus().releases()).hasSize(2);
    tenant.awaitReason("built", AgentReason.BUILDING);
    tenant.leave();
  }

  @Test
  void whileTheLedgerIsAwayNobodyIsSuspendedOrResumedAndNewProjectsWait() {
    operate(Writes.unlimited());
    var tenant = Tenant.withProject(api.client(), "before");
    tenant.run("runs", "source: {image: a}");
    var poor = Tenant.withProject(api.client(), "poor");
    poor.run("sleeps", "source: {image: a}");
    adjust("poor", -WELCOME - 1);
    poor.awaitReason("sleeps", AgentReason.PROJECT_SUSPENDED);
    var before = project("before").getStatus();

    mysql.kill();
    try {
      await().atMost(SOON).until(() -> operator.metric("mandala_ledger_up") == 0);
      // One that starts meanwhile does not wait for it.
      restart(Writes.unlimited());
      var late = Tenant.withProject(api.client(), "late");
      late.apply("waits", "source: {image: a}");

      late.awaitReason("waits", AgentReason.BALANCE_UNKNOWN);
      assertThat(funded("late").getStatus()).isEqualTo("Unknown");
      assertThat(funded("late").getReason()).isEqualTo("LedgerUnavailable");
      awaitRest();
      assertThat(project("before").getStatus()).isEqualTo(before);
      assertThat(replicas(tenant, "runs")).isEqualTo(1);
      assertThat(replicas(poor, "sleeps")).isZero();
      assertThat(operator.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(operator.get("/readyz").statusCode()).isEqualTo(200);
      await()
          .atMost(SOON)
          .until(
              () ->
                  api
                      .client()
                      .events()
                      .v1()
                      .events()
                      .inNamespace("mandala-system")
                      .list()
                      .getItems()
                      .stream()
                      .anyMatch(event -> event.getReason().equals("LedgerUnavailable")));
      late.leave();
      tenant.leave();
      await()
          .atMost(SOON)
          .untilAsserted(
              () -> assertThat(ready("before").getReason()).isIn("LedgerUnavailable", "Deleting"));
    } finally {
      mysql.start();
    }
    await().atMost(SOON).until(() -> operator.metric("mandala_ledger_up") == 1);
    credit("poor", 5_000);
    poor.serveUntilReady("sleeps");
    await().atMost(SOON).until(() -> project("late") == null && project("before") == null);
    poor.leave();
  }

  @Test
  void volumesAreDeletedOnlyWhereTheTermsSaySoAndVisibly() {
    operate(Writes.unlimited());
    var spec = with(ProjectSpec.standard(), new Funding(null, "3s", null, null));
    var tenant = Tenant.withProject(api.client(), "gone", spec);
    tenant.run("keeps", "{source: {image: a}, storage: {size: 1Gi, retain: keep}}");
    assertThat(claim(tenant, "keeps-data")).isNotNull();

    adjust("gone", -WELCOME - 1);

    await().atMost(SOON).until(() -> tenant.deleted("keeps-data"));
    // Nobody looks here whether a pod still has it.
    api.client()
        .resource(claim(tenant, "keeps-data"))
        .edit(
            claim -> {
              claim.getMetadata().setFinalizers(List.of());
              return claim;
            });
    await().atMost(SOON).until(() -> claim(tenant, "keeps-data") == null);
    assertThat(projectEvents("gone")).contains("BalanceExhausted", "Reclaimed", "VolumesReclaimed");
    assertThat(funded("gone").getReason()).isEqualTo("Reclaimed");
    assertThat(tenant.awaitReason("keeps", AgentReason.PROJECT_SUSPENDED))
        .contains("its volumes were deleted");

    credit("gone", 50_000);
    tenant.serveUntilReady("keeps");
    assertThat(claim(tenant, "keeps-data").isMarkedForDeletion()).isFalse();
    tenant.leave();
  }

  @Test
  void thePriceListIsShownToEverybodyAndMakesTheEstimates() {
    operate(Writes.unlimited());
    ledger
        .prices()
        .publish(
            Map.of(MeterItem.of(Meter.CPU), new Millisatoshis(7_000_000)), Instant.EPOCH, "a test");

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var map =
                  api.client()
                      .configMaps()
                      .inNamespace("mandala-system")
                      .withName("mandala-prices")
                      .get();
              assertThat(map).isNotNull();
              assertThat(
                      PriceListJson.read(map.getData().get(PriceListJson.KEY))
                          .priceOf(MeterItem.of(Meter.CPU)))
                  .contains(new Millisatoshis(7_000_000));
            });
    var tenant = Tenant.withProject(api.client(), "priced");
    tenant.run("half", "{source: {image: a}, resources: {cpu: 500m}}");
    assertThat(tenant.get("half").getStatus().estimate().satoshisPerHourMin()).isEqualTo(3500);
    tenant.leave();
  }

  @Test
  void whereverTheOperatorDiesTheSameIsReachedAndNoMoneyMovesTwice() {
    for (int most = 0; most <= 12; most += 2) {
      var name = "dies-" + most;
      operate(Writes.unlimited());
      var tenant = Tenant.withProject(api.client(), name);
      tenant.run("a", "{source: {image: a}, scaling: {min: 1, max: 2}}");
      var release = tenant.get("a").getStatus().release();
      operator.close();
      adjust(name, -WELCOME - 1);
      dieAfter(most, () -> isSuspended(tenant));
      operate(Writes.unlimited());
      await().atMost(SOON).until(() -> isSuspended(tenant));
      operator.close();

      credit(name, 5_000);
      dieAfter(most, () -> backend(tenant, "a").equals("a") && replicas(tenant, "a") > 0);
      operate(Writes.unlimited());
      tenant.serveUntilReady("a");
      assertThat(tenant.get("a").getStatus().release()).isEqualTo(release);
      assertThat(tenant.get("a").getStatus().releases()).hasSize(1);
      assertThat(entries(project(name).getStatus().projectId()))
          .extracting(Entry::kind)
          .containsExactly(EntryKind.TOP_UP, EntryKind.ADJUSTMENT, EntryKind.WELCOME);
      tenant.leave();
      operator.close();
    }
    operate(Writes.unlimited());
  }

  private static boolean isSuspended(Tenant tenant) {
    return replicas(tenant, "a") == 0
        && backend(tenant, "a").equals("a-door")
        && !tenant.children("a").contains("HorizontalPodAutoscaler/a");
  }

  private interface Holds {
    boolean now();
  }

  private void dieAfter(int writes, Holds done) {
    var dying = Writes.dyingAfter(writes);
    operate(dying);
    await().atMost(SOON).until(() -> dying.isDead() || done.now());
    operator.close();
  }

  private void operate(Writes writes) {
    operator = TestOperator.start(api, folder, new HashMap<>(settings), writes);
  }

  private void restart(Writes writes) {
    operator.close();
    operate(writes);
  }

  private void awaitRest() {
    await()
        .atMost(SOON)
        .until(() -> operator.metric("mandala_reconcile_seconds_count{kind=\"Project\"") > 0);
    await()
        .during(Duration.ofSeconds(2))
        .atMost(SOON)
        .until(
            () ->
                operator.metric("mandala_reconcile_queued{kind=\"Project\"}")
                        + operator.metric("mandala_reconcile_working{kind=\"Project\"}")
                        + operator.metric("mandala_reconcile_queued{kind=\"Agent\"}")
                        + operator.metric("mandala_reconcile_working{kind=\"Agent\"}")
                    == 0);
  }

  private static void credit(String project, long satoshis) {
    ledger
        .journal()
        .credit(
            project(project).getStatus().projectId(),
            sat(satoshis),
            UUID.randomUUID().toString(),
            "a test",
            "ada");
  }

  private static void adjust(String project, long satoshis) {
    ledger
        .journal()
        .adjust(
            project(project).getStatus().projectId(),
            sat(satoshis),
            UUID.randomUUID().toString(),
            "a test",
            "ada");
  }

  private static List<Entry> entries(String id) {
    return ledger.journal().entries(id, EntryQuery.latest(10));
  }

  private static Satoshis sat(long value) {
    return Satoshis.of(value);
  }

  private static Project project(String name) {
    return api.client().resources(Project.class).withName(name).get();
  }

  private static long balance(String name) {
    var balance = project(name).getStatus().balance();
    return balance == null ? Long.MIN_VALUE : balance.satoshis();
  }

  private static Condition funded(String name) {
    return condition(name, "Funded");
  }

  private static Condition ready(String name) {
    return condition(name, "Ready");
  }

  private static Condition condition(String name, String type) {
    return Conditions.find(project(name).getStatus().conditions(), type).orElseThrow();
  }

  private static List<String> projectEvents(String name) {
    return api.client().events().v1().events().inNamespace("default").list().getItems().stream()
        .filter(event -> name.equals(event.getRegarding().getName()))
        .map(event -> event.getReason())
        .toList();
  }

  private static void edit(String name, UnaryOperator<ProjectSpec> change) {
    api.client()
        .resources(Project.class)
        .withName(name)
        .edit(
            project -> {
              project.setSpec(change.apply(project.getSpec()));
              return project;
            });
  }

  private static ProjectSpec with(ProjectSpec spec, Funding funding) {
    return new ProjectSpec(
        spec.displayName(),
        spec.network(),
        spec.admins(),
        spec.quota(),
        funding,
        spec.isolation(),
        spec.trustedSigners());
  }

  private static PersistentVolumeClaim claim(Tenant tenant, String name) {
    return api.client()
        .persistentVolumeClaims()
        .inNamespace(tenant.namespace())
        .withName(name)
        .get();
  }

  private static String backend(Tenant tenant, String agent) {
    var ingress =
        api.client()
            .network()
            .v1()
            .ingresses()
            .inNamespace(tenant.namespace())
            .withName(agent)
            .get();
    return ingress == null
        ? ""
        : ingress
            .getSpec()
            .getRules()
            .getFirst()
            .getHttp()
            .getPaths()
            .getFirst()
            .getBackend()
            .getService()
            .getName();
  }

  private static int replicas(Tenant tenant, String deployment) {
    return api.client()
        .apps()
        .deployments()
        .inNamespace(tenant.namespace())
        .withName(deployment)
        .get()
        .getSpec()
        .getReplicas();
  }
}
