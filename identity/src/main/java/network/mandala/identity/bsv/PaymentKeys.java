package network.mandala.identity.bsv;

import java.io.ByteArrayOutputStream;
import network.mandala.identity.PublicKey;
import network.mandala.identity.Sha256;
import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/** Where a payment between two parties goes, and who can spend it (BRC-29). */
public final class PaymentKeys {
  private static final String PROTOCOL = "3241645161d8";
  private static final int HASH = 20;
  private static final int OP_DUP = 0x76;
  private static final int OP_HASH160 = 0xa9;
  private static final int OP_EQUALVERIFY = 0x88;
  private static final int OP_CHECKSIG = 0xac;

  private PaymentKeys() {}

  /** Both parts are opaque: the one who is paid chooses the prefix, the one who pays the suffix. */
  public static Invoice invoice(String derivationPrefix, String derivationSuffix) {
    return Invoice.of(
        SecurityLevel.EVERY_COUNTERPARTY, PROTOCOL, derivationPrefix + " " + derivationSuffix);
  }

  /** The key that spends what this counterparty paid. */
  public static WalletKey received(Counterparty payer, String prefix, String suffix) {
    return payer.myKey(invoice(prefix, suffix));
  }

  /** The key to which this counterparty is paid. */
  public static PublicKey payable(Counterparty payee, String prefix, String suffix) {
    return payee.theirKey(invoice(prefix, suffix));
  }

  /** The locking script of a payment to a key (P2PKH). */
  public static byte[] lockingScript(PublicKey key) {
    var script = new ByteArrayOutputStream();
    script.write(OP_DUP);
    script.write(OP_HASH160);
    script.write(HASH);
    script.writeBytes(hash160(key));
    script.write(OP_EQUALVERIFY);
    script.write(OP_CHECKSIG);
    return script.toByteArray();
  }

  /** RIPEMD-160 of SHA-256 of the compressed key. */
  static byte[] hash160(PublicKey key) {
    var sha = Sha256.of(Points.bytes(key));
    var digest = new RIPEMD160Digest();
    digest.update(sha, 0, sha.length);
    var hash = new byte[HASH];
    digest.doFinal(hash, 0);
    return hash;
  }
}
