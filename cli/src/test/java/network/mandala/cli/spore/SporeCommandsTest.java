package network.mandala.cli.spore;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import network.mandala.cli.Main;
import network.mandala.identity.Sha256;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as they are typed, each with files of its own. */
class SporeCommandsTest {
  private static final String PROGRAM = "\u007fELF: serves";

  @TempDir Path folder;

  /** How a command ended. */
  private record Result(int exitCode, String out, String err) {}

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("program"), PROGRAM);
    Files.writeString(
        folder.resolve("billing.json"),
        """
        {"name": "billing", "version": "v0.1.0", "command": "billing", "args": [],
         "env": {"GREETING": "Hello <you>"}, "provides": ["http"],
         "nutrients": {"cpu_milli": 200, "memory_mb": 128}}
        """);
  }

  @Test
  void aKeyIsMadeOnceForItsOwnerOnly() throws IOException {
    var made = run("keygen", "--out", at("keys"));
    var key = Files.readAllBytes(folder.resolve("keys/private.key"));

    var again = run("keygen", "-out", at("keys"));

    assertThat(made.exitCode()).isZero();
    assertThat(made.out()).contains("Public key: ");
    assertThat(key).hasSize(64);
    assertThat(Files.getPosixFilePermissions(folder.resolve("keys/private.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.err()).contains("already: it is not overwritten");
    assertThat(folder.resolve("keys/private.key")).hasBinaryContent(key);
  }

  @Test
  void theOlderFlagsBuildAndPublishAndTheDigestIsThatOfTheFile() throws IOException {
    keygen();
    var built =
        run("build", "-manifest", at("billing.json"), "-binary", at("program"), "-out", at("out"));
    var published = run("publish", "-spore", at("out/billing-v0.1.0.spore"), "-repo", at("repo"));

    var bundle = Files.readAllBytes(folder.resolve("out/billing-v0.1.0.spore"));
    var digest = HexFormat.of().formatHex(Sha256.of(bundle));
    assertThat(built.exitCode()).as(built.err()).isZero();
    assertThat(built.out()).contains("Digest: " + digest);
    assertThat(published.out())
        .isEqualToIgnoringNewLines(
            "Digest: " + digest + "\nStored at: " + at("repo/" + digest + ".spore") + "\n");
    assertThat(folder.resolve("repo/" + digest + ".spore")).hasBinaryContent(bundle);
    assertThat(run("verify", "-repo", at("repo"), "-digest", digest).out()).contains("Good");
  }

  @Test
  void theSameInputsGiveTheSameDigest() {
    keygen();

    assertThat(build("one").path("digest")).isEqualTo(build("two").path("digest"));
  }

  @Test
  void theTimeIsSaidOrFixed() throws IOException {
    keygen();
    assertThat(build("out").path("createdAt").asText()).isEqualTo("1970-01-01T00:00:00Z");
    var later =
        run(
            "build",
            "--manifest",
            at("billing.json"),
            "--binary",
            at("program"),
            "--out",
            at("out"),
            "--created-at",
            "2026-01-31T12:00:00.50+01:00",
            "-o",
            "json");
    assertThat(json(later).path("createdAt").asText()).isEqualTo("2026-01-31T12:00:00.5+01:00");
  }

  @Test
  void aBuildWithoutAKeyMakesOneAndSaysSoAndKeepsIt() {
    var first =
        run("build", "-manifest", at("billing.json"), "-binary", at("program"), "-out", at("new"));
    var second =
        run("build", "-manifest", at("billing.json"), "-binary", at("program"), "-out", at("new"));

    assertThat(first.err()).contains("made a NEW KEY: " + at("new/private.key"));
    assertThat(second.err()).doesNotContain("NEW KEY");
    assertThat(second.out()).isEqualTo(first.out());
  }

  @Test
  void aBuildThatCannotBeMakesNoKey() {
    var failed =
        run("build", "-manifest", at("billing.json"), "-binary", at("none"), "-out", at("new"));

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.err()).contains("there is no program");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void aKeyThatOthersMayReadIsNotUsed() throws IOException {
    keygen();
    var key = folder.resolve("out/private.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

    var refused =
        run(
            "build",
            "-manifest",
            at("billing.json"),
            "-binary",
            at("program"),
            "-key",
            key.toString());

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("chmod 600");
  }

  @Test
  void aKeyFileThatIsNoneIsRefusedWithoutBeingShown() throws IOException {
    var key = Files.writeString(folder.resolve("bad.key"), "top secret");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));

    var refused =
        run(
            "build",
            "-manifest",
            at("billing.json"),
            "-binary",
            at("program"),
            "-key",
            key.toString());

    assertThat(refused.err()).contains("has no key in it").doesNotContain("secret");
  }

  @Test
  void everyAlteredByteIsNamedByItsPart() throws IOException {
    keygen();
    build("out");
    var good = Files.readAllBytes(folder.resolve("out/billing-v0.1.0.spore"));
    var text = new String(good, StandardCharsets.ISO_8859_1);

    assertThat(altered(good, text.indexOf("serves"))).contains("binary: ");
    assertThat(altered(good, text.indexOf("v0.1.0"))).contains("manifest: ");
    assertThat(altered(good, good.length - 5)).contains("container: ");
    assertThat(altered(good, 2)).contains("container: ");
  }

  @Test
  void anotherSignerThanTheTrustedOneIsRefused() {
    keygen();
    var key = build("out").path("publicKey").asText();
    run("keygen", "--out", at("other"));
    var bundle = at("out/billing-v0.1.0.spore");

    assertThat(run("verify", "-spore", bundle, "--public-key", key).exitCode()).isZero();
    var refused =
        run(
            "verify",
            "-spore",
            bundle,
            "--public-key",
            "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("key: ").contains("not with the key that you trust");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "abc", "..", "/etc/passwd"})
  void aDigestThatIsAPathIsNotLookedUp(String digest) {
    var refused = run("verify", "-repo", at("repo"), "-digest", digest);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("64 lower case hexadecimal digits");
  }

  @Test
  void whatIsReadFromARepositoryIsHashedAgain() throws IOException {
    keygen();
    var one = build("out").path("digest").asText();
    run("publish", "-spore", at("out/billing-v0.1.0.spore"), "-repo", at("repo"));
    Files.writeString(
        folder.resolve("billing.json"),
        Files.readString(folder.resolve("billing.json")).replace("Hello", "Goodbye"));
    build("out");
    var stored = folder.resolve("repo/" + one + ".spore");
    Files.delete(stored);
    Files.copy(folder.resolve("out/billing-v0.1.0.spore"), stored);

    var refused = run("inspect", "-repo", at("repo"), "-digest", one);

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("not what was published under its name");
  }

  @Test
  void aDamagedBundleIsNotPublished() throws IOException {
    Files.writeString(folder.resolve("bad.spore"), "PK, perhaps");

    var refused = run("publish", "-spore", at("bad.spore"), "-repo", at("repo"));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("container: ");
    assertThat(folder.resolve("repo")).doesNotExist();
  }

  @Test
  void theDocumentsAreNamedByTheDigestAndGoWithTheBundle() throws IOException {
    keygen();
    var built = build("out");
    var digest = built.path("digest").asText();
    run("publish", "-spore", at("out/billing-v0.1.0.spore"), "-repo", at("repo"));

    var sbom =
        new ObjectMapper().readTree(folder.resolve("repo/" + digest + ".sbom.cdx.json").toFile());
    var provenance =
        new ObjectMapper().readTree(folder.resolve("repo/" + digest + ".provenance.json").toFile());
    assertThat(sbom.at("/metadata/component/hashes/0/content"))
        .isEqualTo(built.path("binarySha256"));
    assertThat(provenance.at("/subject/0/digest/sha256").asText()).isEqualTo(digest);
  }

  @Test
  void inspectShowsWhatIsSignedAndNoValues() {
    keygen();
    build("out");

    var shown = run("inspect", "-spore", at("out/billing-v0.1.0.spore")).out();

    assertThat(shown).contains("billing", "200m", "128 MB", "GREETING").doesNotContain("Hello");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"name\": \"../x\", \"version\": \"1\", \"command\": \"x\"}",
        "{\"name\": \".x\", \"version\": \"1\", \"command\": \"x\"}",
        "{\"name\": \"x\", \"version\": \"1\", \"command\": \"../x\"}",
        "{\"name\": \"x\", \"version\": \"1\", \"command\": \"x\", \"Args\": []}",
        "{\"name\": \"x\"",
        ""
      })
  void aManifestThatIsNotTakenIsOneSentence(String manifest) throws IOException {
    keygen();
    Files.writeString(folder.resolve("billing.json"), manifest);

    var refused =
        run("build", "-manifest", at("billing.json"), "-binary", at("program"), "-out", at("out"));

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).startsWith("mandala: ").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"build", "publish", "verify", "inspect", "verify -spore a -digest b"})
  void wrongUsageIsExitCodeTwo(String arguments) {
    assertThat(run(arguments.split(" ")).exitCode()).isEqualTo(2);
  }

  private String altered(byte[] good, int index) throws IOException {
    var copy = good.clone();
    copy[index] ^= 1;
    Files.write(folder.resolve("altered.spore"), copy);
    var refused = run("verify", "-spore", at("altered.spore"));
    assertThat(refused.exitCode()).isEqualTo(1);
    return refused.err();
  }

  private void keygen() {
    assertThat(run("keygen", "--out", at("out")).exitCode()).isZero();
  }

  private JsonNode build(String out) {
    return json(
        run(
            "build",
            "--manifest",
            at("billing.json"),
            "--binary",
            at("program"),
            "--out",
            at(out),
            "--key",
            at("out/private.key"),
            "-o",
            "json"));
  }

  private static JsonNode json(Result result) {
    assertThat(result.exitCode()).as(result.err()).isZero();
    try {
      return new ObjectMapper().readTree(result.out());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static Result run(String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    var whole = new String[arguments.length + 1];
    whole[0] = "spore";
    System.arraycopy(arguments, 0, whole, 1, arguments.length);
    return new Result(line.execute(whole), out.toString(), err.toString());
  }
}
