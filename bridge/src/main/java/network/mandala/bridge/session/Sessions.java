package network.mandala.bridge.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.InvalidNonce;
import network.mandala.identity.bsv.Nonce;

/**
 * Makes and opens the nonces that are sessions.
 *
 * <p>One is: format (1 byte), when it expires (5, seconds), random (8), length of the peer's nonce
 * (1), that nonce, zeros, seal (32). The seal also covers the peer's identity key, which comes with
 * every request. The whole has a multiple of 3 bytes, because published clients decode two nonces
 * that they joined as text. Nothing in it is secret.
 */
public final class Sessions {
  /** What a peer may choose. Published clients send 48 bytes, others 32. */
  public static final int LEAST_PEER_NONCE = 16;

  public static final int MOST_PEER_NONCE = 96;

  private static final byte FORMAT = 1;
  private static final int HEAD = 15;
  private static final int RANDOM_BYTES = 8;
  private static final int LEAST = 48;
  private static final int MOST = 150;
  private static final byte[] PURPOSE = "mandala session 1".getBytes(StandardCharsets.US_ASCII);

  private final SessionKeys keys;
  private final Duration length;
  private final Clock clock;
  private final SecureRandom random;

  /**
   * @param length of a session; requests are remembered as long
   */
  public Sessions(SessionKeys keys, Duration length, Clock clock, SecureRandom random) {
    this.keys = keys;
    this.length = length;
    this.clock = clock;
    this.random = random;
  }

  /** A new session of this caller. */
  public Session begin(PublicKey peer, Nonce peerNonce) {
    var expiresAt = Instant.ofEpochSecond(clock.instant().plus(length).getEpochSecond());
    var theirs = peerNonce.bytes();
    var salt = new byte[RANDOM_BYTES];
    random.nextBytes(salt);
    var content =
        ByteBuffer.allocate(padded(HEAD + theirs.length))
            .put(FORMAT)
            .put((byte) (expiresAt.getEpochSecond() >>> 32))
            .putInt((int) expiresAt.getEpochSecond())
            .put(salt)
            .put((byte) theirs.length)
            .put(theirs)
            .array();
    var whole = Arrays.copyOf(content, content.length + SessionKeys.SEAL_BYTES);
    System.arraycopy(
        keys.seal(sealed(peer, content)), 0, whole, content.length, SessionKeys.SEAL_BYTES);
    return new Session(Nonce.of(whole), peer, peerNonce, expiresAt);
  }

  /**
   * The session of this name and caller; empty if we did not make it, it is another's, or it has
   * expired.
   */
  public Optional<Session> find(String nonce, PublicKey peer) {
    try {
      return open(Nonce.parse(nonce, LEAST, MOST), peer)
          .filter(session -> clock.instant().isBefore(session.expiresAt()));
    } catch (InvalidNonce e) {
      return Optional.empty();
    }
  }

  private Optional<Session> open(Nonce nonce, PublicKey peer) {
    var whole = nonce.bytes();
    int end = whole.length - SessionKeys.SEAL_BYTES;
    var content = Arrays.copyOf(whole, end);
    if (!keys.isSealed(sealed(peer, content), Arrays.copyOfRange(whole, end, whole.length))) {
      return Optional.empty();
    }
    // From here on it is known to be ours.
    var in = ByteBuffer.wrap(content);
    if (in.get() != FORMAT) {
      return Optional.empty();
    }
    long expires = (Byte.toUnsignedLong(in.get()) << 32) | Integer.toUnsignedLong(in.getInt());
    in.position(in.position() + RANDOM_BYTES);
    var theirs = new byte[Byte.toUnsignedInt(in.get())];
    in.get(theirs);
    return Optional.of(new Session(nonce, peer, Nonce.of(theirs), Instant.ofEpochSecond(expires)));
  }

  private static byte[] sealed(PublicKey peer, byte[] content) {
    var key = peer.hex().getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(PURPOSE.length + key.length + content.length)
        .put(PURPOSE)
        .put(key)
        .put(content)
        .array();
  }

  /** So that content and seal together are a multiple of 3. */
  private static int padded(int length) {
    int over = (length + SessionKeys.SEAL_BYTES) % 3;
    return over == 0 ? length : length + 3 - over;
  }
}
