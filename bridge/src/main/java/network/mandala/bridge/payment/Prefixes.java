package network.mandala.bridge.payment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import network.mandala.bridge.session.SealKeys;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.InvalidNonce;
import network.mandala.identity.bsv.Nonce;

/**
 * Derivation prefixes: what a payment is asked with. One is format (1 byte), when it expires (5,
 * seconds), random (10), seal (32). The seal also covers who is asked, for which project and how
 * much, so that nothing has to be kept until it is used; that it was used is in the row of its
 * payment.
 */
final class Prefixes {
  private static final byte FORMAT = 1;
  private static final int RANDOM_BYTES = 10;
  private static final int HEAD = 6 + RANDOM_BYTES;
  private static final int LENGTH = HEAD + SealKeys.BYTES;

  private final SealKeys seals;
  private final Duration life;
  private final Clock clock;
  private final SecureRandom random;

  Prefixes(SealKeys seals, Duration life, Clock clock, SecureRandom random) {
    this.seals = seals;
    this.life = life;
    this.clock = clock;
    this.random = random;
  }

  enum Verdict {
    VALID,
    EXPIRED,
    /** Not ours, or of another caller, project or amount. */
    FOREIGN
  }

  String issue(PublicKey identity, String projectId, long satoshis) {
    long expires = clock.instant().plus(life).getEpochSecond();
    var salt = new byte[RANDOM_BYTES];
    random.nextBytes(salt);
    var head =
        ByteBuffer.allocate(HEAD)
            .put(FORMAT)
            .put((byte) (expires >>> 32))
            .putInt((int) expires)
            .put(salt)
            .array();
    var seal = seals.seal(sealed(head, identity, projectId, satoshis));
    return Nonce.of(ByteBuffer.allocate(LENGTH).put(head).put(seal).array()).text();
  }

  Verdict check(String prefix, PublicKey identity, String projectId, long satoshis) {
    byte[] whole;
    try {
      whole = Nonce.parse(prefix, LENGTH, LENGTH).bytes();
    } catch (InvalidNonce e) {
      return Verdict.FOREIGN;
    }
    var head = Arrays.copyOf(whole, HEAD);
    var seal = Arrays.copyOfRange(whole, HEAD, LENGTH);
    if (head[0] != FORMAT || !seals.isSealed(sealed(head, identity, projectId, satoshis), seal)) {
      return Verdict.FOREIGN;
    }
    var in = ByteBuffer.wrap(head, 1, HEAD - 1);
    long expires = (Byte.toUnsignedLong(in.get()) << 32) | Integer.toUnsignedLong(in.getInt());
    return clock.instant().isBefore(Instant.ofEpochSecond(expires))
        ? Verdict.VALID
        : Verdict.EXPIRED;
  }

  private static byte[] sealed(byte[] head, PublicKey identity, String projectId, long satoshis) {
    var key = identity.hex().getBytes(StandardCharsets.US_ASCII);
    var project = projectId.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(head.length + key.length + Long.BYTES + project.length)
        .put(head)
        .put(key)
        .putLong(satoshis)
        .put(project)
        .array();
  }
}
