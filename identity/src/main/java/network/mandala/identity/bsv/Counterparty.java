package network.mandala.identity.bsv;

import fr.acinq.secp256k1.Secp256k1;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import network.mandala.identity.PublicKey;

/**
 * What the owner of a key can do towards one other party (BRC-42): derive keys of his own and of
 * theirs, sign for them, verify what they signed for him.
 *
 * <p>Immutable and safe for any number of threads. It holds a secret of the two.
 */
public final class Counterparty {
  private static final String HMAC = "HmacSHA256";

  private final WalletKey mine;
  private final PublicKey theirs;
  private final SecretKeySpec shared;

  Counterparty(WalletKey mine, PublicKey theirs, byte[] shared) {
    this.mine = mine;
    this.theirs = theirs;
    this.shared = new SecretKeySpec(shared, HMAC);
  }

  /** Who it is. */
  public PublicKey identity() {
    return theirs;
  }

  /** My private key of this invoice. */
  public WalletKey myKey(Invoice invoice) {
    return mine.plus(tweak(invoice));
  }

  /** Their public key of this invoice. */
  public PublicKey theirKey(Invoice invoice) {
    return PublicKey.ofPoint(Secp256k1.Companion.pubKeyTweakAdd(theirs.point(), tweak(invoice)));
  }

  /** A signature in DER that they, and only they, can verify. */
  public byte[] sign(Invoice invoice, byte[] message) {
    return myKey(invoice).sign(message);
  }

  /**
   * Whether they signed this for me.
   *
   * @param der strict DER with a low s; any other form of the same numbers is refused
   */
  public boolean verify(Invoice invoice, byte[] message, byte[] der) {
    return theirKey(invoice).verify(message, der);
  }

  private byte[] tweak(Invoice invoice) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(shared);
      return mac.doFinal(invoice.utf8());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  @Override
  public String toString() {
    return "Counterparty[" + theirs + "]";
  }
}
