package network.mandala.bridge.session;

import java.security.MessageDigest;
import java.util.List;
import javax.crypto.spec.SecretKeySpec;

/** SealKeys of one purpose, by keys that follow from those of sessions and are of no other use. */
public final class SealKeys {
  /** How long a seal is. */
  public static final int BYTES = SessionKeys.SEAL_BYTES;

  private final List<SecretKeySpec> keys;

  SealKeys(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  public byte[] seal(byte[] content) {
    return SessionKeys.mac(keys.getFirst(), content);
  }

  /** Whether this node sealed it, by a key that is still there. */
  public boolean isSealed(byte[] content, byte[] seal) {
    boolean any = false;
    for (var key : keys) {
      any |= MessageDigest.isEqual(SessionKeys.mac(key, content), seal);
    }
    return any;
  }

  @Override
  public String toString() {
    return "SealKeys[***]";
  }
}
