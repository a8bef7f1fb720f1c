package network.mandala.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.Nonce;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final PublicKey PEER = WalletKey.parse("22".repeat(32)).publicKey();
  private static final PublicKey OTHER = WalletKey.parse("33".repeat(32)).publicKey();
  private static final String OLD = "aa".repeat(32);
  private static final String NEW = "bb".repeat(32);

  @ParameterizedTest
  @ValueSource(ints = {16, 17, 18, 32, 47, 48, 96})
  void anyReplicaOpensWhatOneMade(int length) {
    var theirs = Nonce.random(RANDOM, length);
    var made = at(OLD, NOW).begin(PEER, theirs);

    assertThat(at(OLD, NOW.plusSeconds(899)).find(made.nonce().text(), PEER)).contains(made);
    assertThat(made.peerNonce()).isEqualTo(theirs);
    assertThat(made.nonce().bytes().length % 3).isZero();
    assertThat(made.nonce().text()).doesNotContain("=");
  }

  @Test
  void twoOfTheSameCallerDiffer() {
    var theirs = Nonce.random(RANDOM, 48);
    assertThat(at(OLD, NOW).begin(PEER, theirs).nonce())
        .isNotEqualTo(at(OLD, NOW).begin(PEER, theirs).nonce());
  }

  @Test
  void itExpires() {
    var made = at(OLD, NOW).begin(PEER, Nonce.random(RANDOM, 48));
    assertThat(at(OLD, NOW.plusSeconds(900)).find(made.nonce().text(), PEER)).isEmpty();
  }

  @Test
  void itIsOfOneIdentity() {
    var made = at(OLD, NOW).begin(PEER, Nonce.random(RANDOM, 48));
    assertThat(at(OLD, NOW).find(made.nonce().text(), OTHER)).isEmpty();
  }

  @Test
  void everyChangedBitIsRefused() {
    var bytes = at(OLD, NOW).begin(PEER, Nonce.random(RANDOM, 48)).nonce().bytes();
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      var changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(at(OLD, NOW).find(Nonce.of(changed).text(), PEER)).as("bit %d", bit).isEmpty();
    }
  }

  @Test
  void aKeyIsReplacedWithoutLosingSessions() {
    var old = at(OLD, NOW).begin(PEER, Nonce.random(RANDOM, 48)).nonce().text();
    var both = at(NEW + "\n" + OLD, NOW);
    var fresh = both.begin(PEER, Nonce.random(RANDOM, 48)).nonce().text();

    assertThat(both.find(old, PEER)).isPresent();
    assertThat(at(NEW, NOW).find(fresh, PEER)).isPresent();
    assertThat(at(NEW, NOW).find(old, PEER)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "xyz", "AA", "aa"})
  void refusesWhatIsNoKey(String text) {
    assertThatThrownBy(() -> SessionKeys.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSessionKeyNeverPrintsItself() {
    assertThat(SessionKeys.parse(OLD).toString()).doesNotContain("aa");
  }

  @FuzzTest
  void nothingElseIsASession(FuzzedDataProvider data) {
    assertThat(at(OLD, NOW).find(data.consumeRemainingAsString(), PEER)).isEmpty();
  }

  private static Sessions at(String keys, Instant now) {
    return new Sessions(
        SessionKeys.parse(keys), Duration.ofMinutes(15), Clock.fixed(now, ZoneOffset.UTC), RANDOM);
  }
}
