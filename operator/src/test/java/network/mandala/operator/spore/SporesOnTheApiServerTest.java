package network.mandala.operator.spore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import network.mandala.crds.project.TrustedSigner;
import network.mandala.crds.spore.Colour;
import network.mandala.crds.spore.SporeCondition;
import network.mandala.crds.spore.SporeReason;
import network.mandala.crds.spore.SporeRelease;
import network.mandala.crds.spore.SporeState;
import network.mandala.crds.testing.ApiServer;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.testing.TestKeys;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.TestPrograms;
import network.mandala.operator.testing.TestRegistry;
import network.mandala.operator.testing.Writes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Spores on a real API server and a real registry; only the kubelet is played. */
class SporesOnTheApiServerTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final byte[] FIRST = TestPrograms.statically("the first program");
  private static final byte[] SECOND = TestPrograms.statically("the second program");

  @TempDir private static Path folder;
  private static Writes writes;
  private static TestRegistry registry;
  private static TestOperator operator;
  private static SporeTenant tenant;
  private static Publisher publisher;

  @BeforeAll
  static void start() {
    TestKeys.write(folder);
    int tokenPort = TestRegistry.freePort();
    registry = TestRegistry.start(folder, tokenPort);
    writes = Writes.unlimited();
    operator =
        TestOperator.start(
            api,
            folder,
            Map.of(
                "MANDALA_CONFIG_REGISTRY_HOST", registry.host(),
                "MANDALA_CONFIG_REGISTRY_REALM", "http://127.0.0.1:" + tokenPort + "/token",
                "MANDALA_CONFIG_HTTP_TOKEN_PORT", String.valueOf(tokenPort)),
            writes);
    publisher = new Publisher(api.client(), "spores");
    tenant = SporeTenant.withProject(api.client(), "spores", signer("acme", publisher.publicKey()));
  }

  @AfterAll
  static void stop() {
    tenant.leave();
    operator.close();
    registry.close();
  }

  @Test
  void aPublishedBundleBecomesAService() {
    var digest =
        publisher.publish(
            publisher.pack(
                """
                {"name": "billing", "version": "v0.1.0", "command": "billing", "args": ["-a", "$(PORT)"],
                 "env": {"EMPTY": "", "GREETING": "Hello", "PORT": "1"}, "nutrients": {"cpu_milli": 200, "memory_mb": 64},
                 "security": {"lsm_profile": "", "read_only_fs": true}}""",
                FIRST));
    tenant.apply(
        "billing",
        "{bundle: {digest: %s}, plan: {min: 2, max: 2}, budget: {maxInstances: 2}}"
            .formatted(digest));
    tenant.serveUntilReady("billing");

    var status = tenant.get("billing").getStatus();
    assertThat(status.state()).isEqualTo(SporeState.READY);
    assertThat(status.stateSince()).isNotNull();
    assertThat(status.digest()).isEqualTo(digest);
    assertThat(status.signer().name()).isEqualTo("acme");
    assertThat(status.signer().publicKey()).isEqualTo(publisher.publicKey());
    assertThat(status.activeColour()).isEqualTo(Colour.BLUE);
    assertThat(status.highestAccepted().version()).isEqualTo("v0.1.0");
    assertThat(status.history()).extracting(SporeRelease::digest).containsExactly(digest);
    assertThat(status.url()).isEqualTo("https://example.org/billing/");
    assertThat(status.replicas()).isEqualTo(2);
    assertThat(status.readyReplicas()).isEqualTo(2);
    assertThat(status.endpoints()).hasSize(2);
    assertThat(status.conditions()).extracting(Condition::getStatus).containsOnly(Conditions.TRUE);
    assertThat(status.conditions())
        .extracting(Condition::getType)
        .containsExactly("Ready", "Verified", "RolledOut", "Routed");
    assertThat(tenant.service("billing").getMetadata().getLabels())
        .containsEntry("mandala.network/spore", "billing");
    var container =
        tenant
            .deployment("billing", Colour.BLUE)
            .getSpec()
            .getTemplate()
            .getSpec()
            .getContainers()
            .getFirst();
    assertThat(container.getImage())
        .isEqualTo(status.image())
        .startsWith(registry.host() + "/spores/spore_bundles/image@sha256:");
    assertThat(container.getCommand()).containsExactly("/app/billing", "-a", "$$(PORT)");
    assertThat(container.getEnv())
        .extracting(variable -> variable.getName() + "=" + variable.getValue())
        .containsExactly("EMPTY=null", "GREETING=Hello", "PORT=8080");
    assertThat(container.getResources().getLimits().get("memory")).hasToString("64Mi");
    assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertNothingButTheStatusIsWrittenForAChangeThatChangesNoPod(digest);
    tenant.delete("billing");
  }

  private static void assertNothingButTheStatusIsWrittenForAChangeThatChangesNoPod(String digest) {
    int before = writes.seen().size();
    tenant.apply(
        "billing",
        "{bundle: {digest: %s}, plan: {min: 2, max: 2}, budget: {maxInstances: 2}, drain: 31s}"
            .formatted(digest));
    tenant.awaitReason("billing", SporeReason.RUNNING);
    assertThat(writes.seen().subList(before, writes.seen().size()))
        .filteredOn(write -> write.contains("/billing"))
        .containsOnly(
            "PATCH /apis/mandala.network/v1alpha1/namespaces/mandala-project-spores/spores/billing/status");
  }

  @Test
  void aNewBundleTakesOverWhenItIsHealthyAndWarmAndTheOldOneDrains() {
    var first = publisher.publish(publisher.pack("flip", "v1.0.0", FIRST));
    var second = publisher.publish(publisher.pack("flip", "v1.1.0", SECOND));
    tenant.apply("flip", "{bundle: {digest: %s}, drain: 3s}".formatted(first));
    tenant.serveUntilReady("flip");

    tenant.apply("flip", "{bundle: {digest: %s}, drain: 3s}".formatted(second));
    var message = tenant.awaitReason("flip", SporeReason.LAUNCHING);
    assertThat(message)
        .isEqualTo(
            "flip v1.1.0 is started beside flip v1.0.0, which serves until it is healthy and warm.");
    assertThat(tenant.get("flip").getStatus().state()).isEqualTo(SporeState.LAUNCHING);
    assertThat(tenant.get("flip").getStatus().digest()).isEqualTo(first);
    await().atMost(SporeTenant.SOON).until(() -> !tenant.pods("flip", Colour.GREEN).isEmpty());
    assertThat(selected("flip")).isEqualTo("blue");
    tenant.pods("flip", Colour.GREEN).forEach(tenant::serveOnce);

    await()
        .atMost(SporeTenant.SOON)
        .untilAsserted(
            () ->
                assertThat(tenant.get("flip").getStatus().state()).isEqualTo(SporeState.DRAINING));
    assertThat(selected("flip")).isEqualTo("green");
    assertThat(tenant.pods("flip", Colour.BLUE)).isNotEmpty();
    await()
        .atMost(SporeTenant.SOON)
        .untilAsserted(
            () -> assertThat(tenant.get("flip").getStatus().state()).isEqualTo(SporeState.READY));
    assertThat(tenant.deployment("flip", Colour.BLUE)).isNull();
    var status = tenant.get("flip").getStatus();
    assertThat(status.digest()).isEqualTo(second);
    assertThat(status.activeColour()).isEqualTo(Colour.GREEN);
    assertThat(status.history()).extracting(SporeRelease::digest).containsExactly(second, first);

    tenant.apply("flip", "{bundle: {digest: %s}, drain: 3s}".formatted(first));
    assertThat(tenant.awaitReason("flip", SporeReason.ROLLBACK_REFUSED))
        .contains("flip v1.0.0", "is older than version v1.1.0", "spec.rollback")
        .endsWith("flip v1.1.0 goes on serving.");
    tenant.apply("flip", "{bundle: {digest: %s}, rollback: allow, drain: 3s}".formatted(first));
    tenant.serveUntilReady("flip");
    assertThat(selected("flip")).isEqualTo("blue");
    assertThat(tenant.get("flip").getStatus().highestAccepted().version()).isEqualTo("v1.1.0");
    tenant.delete("flip");
  }

  @Test
  void aNewBundleThatFailsLeavesTheOldOneAlone() {
    var good = publisher.publish(publisher.pack("sturdy", "v1.0.0", FIRST));
    var bad = publisher.publish(publisher.pack("sturdy", "v2.0.0", SECOND));
    tenant.apply("sturdy", "bundle: {digest: %s}".formatted(good));
    tenant.serveUntilReady("sturdy");
    tenant.apply("sturdy", "bundle: {digest: %s}".formatted(bad));
    await().atMost(SporeTenant.SOON).until(() -> !tenant.pods("sturdy", Colour.GREEN).isEmpty());
    tenant
        .pods("sturdy", Colour.GREEN)
        .forEach(pod -> tenant.crash(pod, 3, "panic: no configuration"));

    var message = tenant.awaitReason("sturdy", SporeReason.ROLLOUT_FAILED);

    assertThat(message)
        .contains("sturdy v2.0.0 did not become healthy, and sturdy v1.0.0 goes on serving")
        .contains("exit code 3", "panic: no configuration");
    await().atMost(SporeTenant.SOON).until(() -> tenant.pods("sturdy", Colour.GREEN).isEmpty());
    var status = tenant.get("sturdy").getStatus();
    assertThat(status.digest()).isEqualTo(good);
    assertThat(status.state()).isEqualTo(SporeState.READY);
    assertThat(status.readyReplicas()).isEqualTo(1);
    assertThat(selected("sturdy")).isEqualTo("blue");
    tenant.apply("sturdy", "bundle: {digest: %s}".formatted(good));
    tenant.serveUntilReady("sturdy");
    tenant.delete("sturdy");
  }

  @Test
  void aRevokedKeyStopsWhatRunsAndAnUnknownOneStartsNothing() {
    var other = new Publisher(api.client(), "spores");
    var digest = other.publish(other.pack("guarded", "v1.0.0", FIRST));
    tenant.apply("guarded", "bundle: {digest: %s}".formatted(digest));
    assertThat(tenant.awaitReason("guarded", SporeReason.SIGNER_NOT_TRUSTED))
        .contains(other.publicKey(), "spec.trustedSigners");
    assertThat(tenant.deployment("guarded", Colour.BLUE)).isNull();
    assertThat(tenant.get("guarded").getStatus().state()).isEqualTo(SporeState.IDLE);

    tenant.trust(signer("acme", publisher.publicKey()), signer("other", other.publicKey()));
    tenant.serveUntilReady("guarded");

    tenant.trust(
        signer("acme", publisher.publicKey()),
        new TrustedSigner("other", other.publicKey(), null, null, null, true));
    assertThat(tenant.awaitReason("guarded", SporeReason.SIGNER_REVOKED)).contains("other");
    await().atMost(SporeTenant.SOON).until(() -> tenant.pods("guarded").isEmpty());
    assertThat(tenant.service("guarded")).isNull();
    tenant.delete("guarded");
  }

  @Test
  void whatIsNoGoodBundleIsRefusedWithThePartAtFault() {
    var bundle = publisher.pack("bad", "v1.0.0", FIRST);
    int program = indexOf(bundle, "the first program");
    int version = indexOf(bundle, "v1.0.0");
    refuse(flipped(bundle, program), SporeReason.SIGNATURE_INVALID, "binary: ");
    refuse(flipped(bundle, version + 1), SporeReason.BUNDLE_INVALID, "manifest: ");
    refuse(Arrays.copyOf(bundle, bundle.length - 1), SporeReason.BUNDLE_INVALID, "container: ");
    refuse("no ZIP".getBytes(StandardCharsets.UTF_8), SporeReason.BUNDLE_INVALID, "container: ");
    refuse(
        publisher.pack("bad", "v1.0.0", "#!/bin/sh\n".getBytes(StandardCharsets.UTF_8)),
        SporeReason.BINARY_UNSUPPORTED,
        "binary: it is a script");
    refuse(
        publisher.pack("bad", "v1.0.0", TestPrograms.elf(0x08, "", "")),
        SporeReason.BINARY_UNSUPPORTED,
        "binary: it is made for mips");
    refuse(
        publisher.pack(
            "{\"name\": \"bad\", \"command\": \"x\", \"nutrients\": {\"cpu_milli\": 1001}}", FIRST),
        SporeReason.BUDGET_EXCEEDED,
        "cpu_milli 1001");
    refuse(
        publisher.pack(
            "{\"name\": \"bad\", \"command\": \"x\", \"security\": {\"lsm_profile\": \"demo\"}}",
            FIRST),
        SporeReason.PROFILE_UNSUPPORTED,
        "profile demo");
    tenant.apply("bad", "bundle: {digest: %s}".formatted("0".repeat(64)));
    assertThat(tenant.awaitReason("bad", SporeReason.BUNDLE_NOT_FOUND)).contains("0".repeat(64));
    tenant.apply(
        "bad",
        "{bundle: {digest: %s}, plan: {min: 0}, budget: {maxInstances: 0}}"
            .formatted("0".repeat(64)));
    assertThat(tenant.awaitReason("bad", SporeReason.BUDGET_EXCEEDED)).contains("maxInstances");
    tenant.delete("bad");
  }

  private static void refuse(byte[] bundle, SporeReason reason, String part) {
    tenant.apply("bad", "bundle: {digest: %s}".formatted(publisher.publish(bundle)));

    assertThat(tenant.awaitReason("bad", reason)).contains(part);
    assertThat(tenant.condition("bad", SporeCondition.VERIFIED).getStatus())
        .isEqualTo(Conditions.FALSE);
    assertThat(tenant.deployment("bad", Colour.BLUE)).isNull();
    assertThat(tenant.pods("bad")).isEmpty();
  }

  @Test
  void ofTwoSporesOfOneNameTheElderHasThePath() {
    var digest = publisher.publish(publisher.pack("path", "v1.0.0", FIRST));
    tenant.apply("path", "bundle: {digest: %s}".formatted(digest));
    tenant.serveUntilReady("path");
    var elsewhere = new Publisher(api.client(), "spores-too");
    var other =
        SporeTenant.withProject(api.client(), "spores-too", signer("acme", elsewhere.publicKey()));
    awaitNextSecond(tenant.get("path").getMetadata().getCreationTimestamp());
    other.apply(
        "path",
        "bundle: {digest: %s}"
            .formatted(elsewhere.publish(elsewhere.pack("path", "v1.0.0", FIRST))));
    await().atMost(SporeTenant.SOON).until(() -> !other.pods("path").isEmpty());
    other.pods("path").forEach(other::serveOnce);

    assertThat(other.awaitReason("path", SporeReason.PATH_TAKEN)).contains(tenant.namespace());
    assertThat(other.get("path").getStatus().url()).isNull();

    tenant.delete("path");
    other.awaitReason("path", SporeReason.RUNNING);
    other.delete("path");
    other.leave();
  }

  @Test
  void aSuspendedSporeHasNothingAndComesBack() {
    var digest = publisher.publish(publisher.pack("sleepy", "v1.0.0", FIRST));
    tenant.apply("sleepy", "bundle: {digest: %s}".formatted(digest));
    tenant.serveUntilReady("sleepy");

    tenant.apply("sleepy", "{bundle: {digest: %s}, suspend: true}".formatted(digest));
    tenant.awaitReason("sleepy", SporeReason.SUSPENDED);
    await().atMost(SporeTenant.SOON).until(() -> tenant.pods("sleepy").isEmpty());
    assertThat(tenant.service("sleepy")).isNull();
    assertThat(tenant.get("sleepy").getStatus().state()).isEqualTo(SporeState.STOPPED);

    tenant.apply("sleepy", "bundle: {digest: %s}".formatted(digest));
    tenant.serveUntilReady("sleepy");
    tenant.delete("sleepy");
  }

  private static void awaitNextSecond(String after) {
    await()
        .until(
            () -> java.time.Instant.now().isAfter(java.time.Instant.parse(after).plusSeconds(1)));
  }

  private static String selected(String name) {
    return tenant.service(name).getSpec().getSelector().get(Labels.COLOUR);
  }

  private static TrustedSigner signer(String name, String key) {
    return new TrustedSigner(name, key, null, null, null, null);
  }

  private static byte[] flipped(byte[] bytes, int at) {
    var flipped = bytes.clone();
    flipped[at] ^= 1;
    return flipped;
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }
}
