package network.mandala.identity.bsv;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/**
 * Random bytes of one party, as both write them: base 64 with padding, in the one canonical form.
 * The text is part of what is signed, so it is kept as it came.
 */
public final class Nonce {
  /** The usual length of one that names a message. */
  public static final int MESSAGE_BYTES = 32;

  private final String text;
  private final byte[] bytes;

  private Nonce(String text, byte[] bytes) {
    this.text = text;
    this.bytes = bytes;
  }

  public static Nonce of(byte[] bytes) {
    return new Nonce(Base64.getEncoder().encodeToString(bytes), bytes.clone());
  }

  public static Nonce random(SecureRandom random, int length) {
    var bytes = new byte[length];
    random.nextBytes(bytes);
    return of(bytes);
  }

  /**
   * Reads one that came from elsewhere.
   *
   * @throws InvalidNonce if it is not canonical base 64 of that many bytes
   */
  public static Nonce parse(String text, int least, int most) {
    // Base 64 needs 4 characters for 3 bytes: what is longer is not worth decoding.
    if (text.isEmpty() || text.length() > (most + 2) / 3 * 4) {
      throw new InvalidNonce("a nonce is base 64 of " + least + " to " + most + " bytes");
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidNonce("a nonce is base 64 with padding");
    }
    if (bytes.length < least || bytes.length > most) {
      throw new InvalidNonce("a nonce is base 64 of " + least + " to " + most + " bytes");
    }
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new InvalidNonce("a nonce is base 64 in its canonical form");
    }
    return new Nonce(text, bytes);
  }

  /** As it is written in headers and in key ids. */
  public String text() {
    return text;
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Nonce nonce && Arrays.equals(bytes, nonce.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return text;
  }
}
