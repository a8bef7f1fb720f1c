package network.mandala.identity.bsv;

import fr.acinq.secp256k1.Secp256k1;
import java.util.HexFormat;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.PrivateKey;
import network.mandala.identity.PublicKey;
import network.mandala.identity.Sha256;

/**
 * A private key from which keys for one counterparty each are derived. It never prints itself.
 *
 * <p>Safe for any number of threads; to all who use it, immutable.
 */
public final class WalletKey {
  private static final int BYTES = 32;
  private static final WalletKey ANYONE = new WalletKey(one());

  private final byte[] scalar;

  /** Null until somebody asks: a derived key signs once, and its public key costs as much again. */
  private volatile PublicKey publicKey;

  WalletKey(byte[] scalar) {
    this.scalar = scalar;
  }

  /**
   * Reads 64 hexadecimal digits; white space around them is dropped, as files end with a new line.
   *
   * @throws InvalidKey if it is no key of the curve
   */
  public static WalletKey parse(String hex) {
    PrivateKey.parse(hex); // says what is wrong with it
    return new WalletKey(HexFormat.of().parseHex(hex.strip()));
  }

  /** The key that everybody knows, 1: what is signed for it anyone can verify. */
  public static WalletKey anyone() {
    return ANYONE;
  }

  /** What others know it by. */
  public PublicKey publicKey() {
    var known = publicKey;
    if (known == null) {
      known = PublicKey.ofPoint(Secp256k1.Companion.pubkeyCreate(scalar));
      publicKey = known;
    }
    return known;
  }

  /** What this key can do towards another. It costs two multiplications: keep it. */
  public Counterparty with(PublicKey other) {
    return new Counterparty(this, other, Points.shared(scalar, other.point()));
  }

  /** What this key can do towards its own owner. */
  public Counterparty withSelf() {
    return with(publicKey());
  }

  /**
   * Signs the SHA-256 of a message with ECDSA, deterministically (RFC 6979).
   *
   * @return DER, with the lower of the two possible values of s
   */
  public byte[] sign(byte[] message) {
    return Secp256k1.Companion.compact2der(Secp256k1.Companion.sign(Sha256.of(message), scalar));
  }

  /** The secret itself, 64 digits: for a wallet that is given the key. It is never logged. */
  public String exportHex() {
    return HexFormat.of().formatHex(scalar);
  }

  /** This key plus a number. */
  WalletKey plus(byte[] tweak) {
    return new WalletKey(Secp256k1.Companion.privKeyTweakAdd(scalar.clone(), tweak));
  }

  @Override
  public String toString() {
    return "WalletKey[***]";
  }

  private static byte[] one() {
    var bytes = new byte[BYTES];
    bytes[bytes.length - 1] = 1;
    return bytes;
  }
}
