package network.mandala.bridge.chain;

import java.util.Arrays;
import java.util.HexFormat;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.PublicKey;
import network.mandala.identity.Sha256;
import network.mandala.identity.bsv.PaymentKeys;
import network.mandala.identity.bsv.WalletKey;

/** The one kind of script that is executed here: a signature by the key of a hash (P2PKH). */
final class PublicKeyHash {
  private static final int LENGTH = 25;
  private static final int KEY = 33;
  private static final int SHORTEST_SIGNATURE = 9;
  private static final int LONGEST_SIGNATURE = 73;

  private PublicKeyHash() {}

  enum Verdict {
    VALID,
    INVALID,
    /** Another kind of script, or of signature: it may be right. */
    UNKNOWN
  }

  static boolean is(byte[] script) {
    return script.length == LENGTH
        && (script[0] & 0xff) == 0x76
        && (script[1] & 0xff) == 0xa9
        && script[2] == 0x14
        && (script[23] & 0xff) == 0x88
        && (script[24] & 0xff) == 0xac;
  }

  /** Whether an input unlocks what it spends. */
  static Verdict check(Transaction transaction, Sighash sighash, int index, TxOutput spent) {
    if (!is(spent.script())) {
      return Verdict.UNKNOWN;
    }
    var script = transaction.inputs().get(index).script();
    int signature = script.length == 0 ? 0 : script[0];
    if (signature < SHORTEST_SIGNATURE
        || signature > LONGEST_SIGNATURE
        || script.length < signature + 2) {
      return Verdict.INVALID;
    }
    int key = script[signature + 1];
    if (script.length != signature + 2 + key) {
      return Verdict.INVALID;
    }
    int type = Byte.toUnsignedInt(script[signature]);
    if (key != KEY || !Sighash.knows(type)) {
      return Verdict.UNKNOWN;
    }
    var der = Arrays.copyOfRange(script, 1, signature);
    var by = Arrays.copyOfRange(script, signature + 2, script.length);
    return isSigned(sighash.preimage(index, spent, type), der, by, spent.script())
        ? Verdict.VALID
        : Verdict.INVALID;
  }

  /** What unlocks an output that this key can spend, for all that the transaction says. */
  static byte[] unlock(Transaction transaction, int index, TxOutput spent, WalletKey key) {
    int type = Sighash.ALL | Sighash.FORK_ID;
    var der = key.sign(Sha256.of(new Sighash(transaction).preimage(index, spent, type)));
    var by = HexFormat.of().parseHex(key.publicKey().hex());
    return new ByteWriter()
        .uint8(der.length + 1)
        .bytes(der)
        .uint8(type)
        .uint8(by.length)
        .bytes(by)
        .toBytes();
  }

  private static boolean isSigned(byte[] preimage, byte[] der, byte[] by, byte[] lock) {
    try {
      var key = PublicKey.parse(HexFormat.of().formatHex(by));
      // The key hashes what it verifies once more.
      return Arrays.equals(PaymentKeys.lockingScript(key), lock)
          && key.verify(Sha256.of(preimage), der);
    } catch (InvalidKey e) {
      return false;
    }
  }
}
