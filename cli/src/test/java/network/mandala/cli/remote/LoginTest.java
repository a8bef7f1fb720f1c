package network.mandala.cli.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
  private final PlayNode node = new PlayNode();
  @TempDir private Path home;

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void makesAKeyForItsOwnerOnlyAndRemembersTheNode() throws IOException {
    var logins = new Logins(home.resolve("mandala"));

    var done = LoginCommand.login(node.url(), null, false, logins);

    var key = home.resolve("mandala/key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key.getParent())))
        .isEqualTo("rwx------");
    assertThat(WalletKey.parse(Files.readString(key)).publicKey().hex())
        .isEqualTo(done.identityKey());
    assertThat(done.made()).isTrue();
    assertThat(logins.current()).contains(node.url());
    assertThat(logins.at(node.url()).orElseThrow().node())
        .isEqualTo(WalletKey.parse("11".repeat(32)).publicKey().hex());
    assertThat(Files.readString(home.resolve("mandala/logins.json")))
        .as("no secret")
        .doesNotContain(Files.readString(key).strip());
  }

  @Test
  void againItTakesTheKeyThatIsThere() {
    var logins = new Logins(home);
    var first = LoginCommand.login(node.url(), null, false, logins);

    var again = LoginCommand.login(node.url(), null, false, logins);

    assertThat(again.made()).isFalse();
    assertThat(again.identityKey()).isEqualTo(first.identityKey());
  }

  @Test
  void takesAKeyThatIsNamed() throws IOException {
    var file = home.resolve("mine");
    Files.writeString(file, "22".repeat(32));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    var logins = new Logins(home.resolve("config"));

    LoginCommand.login(node.url(), file, false, logins);

    try (var opened = RemoteOption.open(node.url(), null, logins)) {
      assertThat(opened.identityKey())
          .isEqualTo(WalletKey.parse("22".repeat(32)).publicKey().hex());
    }
  }

  @Test
  void aKeyThatOthersMayReadIsRefused() throws IOException {
    var file = home.resolve("mine");
    Files.writeString(file, "22".repeat(32));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> LoginCommand.login(node.url(), file, false, new Logins(home)))
        .hasMessageContaining("chmod 600");
  }

  @Test
  void whatIsNoKeyIsLeftAsItIs() throws IOException {
    var file = home.resolve("notes");
    Files.writeString(file, "dear diary");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));

    assertThatThrownBy(() -> LoginCommand.login(node.url(), file, false, new Logins(home)))
        .hasMessageContaining("has no key in it")
        .hasMessageNotContaining("diary");
    assertThatThrownBy(() -> new KeyFile(file).make(new java.security.SecureRandom()))
        .hasMessageContaining("not overwritten");
    assertThat(file).hasContent("dear diary");
  }

  @Test
  void aNodeWithAnotherKeyIsTrustedOnlyWhenThatIsSaid() {
    var logins = new Logins(home);
    LoginCommand.login(node.url(), null, false, logins);
    node.be("33", "ab");

    assertThatThrownBy(() -> LoginCommand.login(node.url(), null, false, logins))
        .hasMessageContaining("is not the node of your login");
    LoginCommand.login(node.url(), null, true, logins);

    assertThat(logins.at(node.url()).orElseThrow().node())
        .isEqualTo(WalletKey.parse("33".repeat(32)).publicKey().hex());
  }

  @Test
  void withoutAKeyItIsSaidHowToGetOne() {
    assertThatThrownBy(() -> RemoteOption.open(node.url(), null, new Logins(home)))
        .hasMessageContaining("mandala login --remote " + node.url());
  }

  @Test
  void whatIsNoNodeIsNoUrl() {
    for (var wrong :
        new String[] {
          "", "localhost:7777", "ftp://a", "http://", "http://a/b", "http://a?x", "http://u@a", "/x"
        }) {
      assertThatThrownBy(() -> NodeUrl.parse(wrong)).as(wrong).hasMessageContaining("is no node");
    }
    assertThat(NodeUrl.parse("http://localhost:7777/")).hasToString("http://localhost:7777");
  }

  @Test
  void theFolderIsThatOfThePersonsSettings() {
    assertThat(ConfigFolder.of(Map.of("XDG_CONFIG_HOME", "/x"), "/home/a"))
        .isEqualTo(Path.of("/x/mandala"));
    assertThat(ConfigFolder.of(Map.of(), "/home/a")).isEqualTo(Path.of("/home/a/.config/mandala"));
    assertThat(ConfigFolder.of(Map.of("XDG_CONFIG_HOME", "relative"), "/home/a"))
        .isEqualTo(Path.of("/home/a/.config/mandala"));
  }
}
