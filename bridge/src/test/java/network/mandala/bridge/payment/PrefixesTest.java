package network.mandala.bridge.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import network.mandala.bridge.payment.Prefixes.Verdict;
import network.mandala.bridge.session.SessionKeys;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.Test;

/** §8.3: a prefix is of this node, for one caller, project and amount, and for a while. */
class PrefixesTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final PublicKey CALLER = WalletKey.parse("22".repeat(32)).publicKey();
  private static final PublicKey OTHER = WalletKey.parse("33".repeat(32)).publicKey();
  private static final String PROJECT = "ab".repeat(16);

  @Test
  void holdsForWhatItWasIssuedFor() {
    var prefix = at(NOON, "aa").issue(CALLER, PROJECT, 1000);

    assertThat(at(NOON, "aa").check(prefix, CALLER, PROJECT, 1000)).isEqualTo(Verdict.VALID);
    assertThat(at(NOON, "aa").check(prefix, OTHER, PROJECT, 1000)).isEqualTo(Verdict.FOREIGN);
    assertThat(at(NOON, "aa").check(prefix, CALLER, "cd".repeat(16), 1000))
        .isEqualTo(Verdict.FOREIGN);
    assertThat(at(NOON, "aa").check(prefix, CALLER, PROJECT, 999)).isEqualTo(Verdict.FOREIGN);
    assertThat(at(NOON, "bb").check(prefix, CALLER, PROJECT, 1000)).isEqualTo(Verdict.FOREIGN);
  }

  @Test
  void clientsDecodeIt() {
    var prefix = at(NOON, "aa").issue(CALLER, PROJECT, 1);

    assertThat(Base64.getDecoder().decode(prefix)).hasSize(48);
    assertThat(at(NOON, "aa").issue(CALLER, PROJECT, 1)).isNotEqualTo(prefix);
  }

  @Test
  void ends() {
    var prefix = at(NOON, "aa").issue(CALLER, PROJECT, 1);

    assertThat(at(NOON.plusSeconds(899), "aa").check(prefix, CALLER, PROJECT, 1))
        .isEqualTo(Verdict.VALID);
    assertThat(at(NOON.plusSeconds(900), "aa").check(prefix, CALLER, PROJECT, 1))
        .isEqualTo(Verdict.EXPIRED);
  }

  @Test
  void survivesANewKeyOfTheNode() {
    var prefix = at(NOON, "aa").issue(CALLER, PROJECT, 1);

    assertThat(at(NOON, "bb", "aa").check(prefix, CALLER, PROJECT, 1)).isEqualTo(Verdict.VALID);
  }

  @Test
  void everyChangedBitIsForeign() {
    var bytes = Base64.getDecoder().decode(at(NOON, "aa").issue(CALLER, PROJECT, 1));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      var changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      var text = Base64.getEncoder().encodeToString(changed);
      assertThat(at(NOON, "aa").check(text, CALLER, PROJECT, 1)).isEqualTo(Verdict.FOREIGN);
    }
    for (var text : new String[] {"", "x", "cHJlZml4", "=".repeat(64), "A".repeat(64)}) {
      assertThat(at(NOON, "aa").check(text, CALLER, PROJECT, 1)).isEqualTo(Verdict.FOREIGN);
    }
  }

  private static Prefixes at(Instant time, String... keys) {
    var lines = new StringBuilder();
    for (var key : keys) {
      lines.append(key.repeat(32)).append('\n');
    }
    return new Prefixes(
        SessionKeys.parse(lines.toString()).sealKeys("payment prefix 1"),
        Duration.ofMinutes(15),
        Clock.fixed(time, ZoneOffset.UTC),
        new SecureRandom());
  }
}
