package network.mandala.bridge.chain;

import java.math.BigInteger;
import java.util.Arrays;
import network.mandala.crds.project.Network;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.PaymentKeys;

/** Where satoshis are sent: an address of people, or a public key. */
public final class Destination {
  private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
  private static final int LONGEST = 40;
  private static final int HASH = 20;
  private static final int CHECK = 4;
  private static final int BYTES = 1 + HASH + CHECK;
  private static final int MAIN = 0x00;
  private static final int TEST = 0x6f;

  private final byte[] script;

  private Destination(byte[] script) {
    this.script = script;
  }

  /**
   * Reads an address (base 58, of the hash of a key) or a public key (66 hexadecimal digits).
   *
   * @throws InvalidChainData if it is neither, or of the other network
   */
  public static Destination parse(String text, Network network) {
    try {
      return of(PublicKey.parse(text));
    } catch (InvalidKey e) {
      return new Destination(script(address(text), network));
    }
  }

  public static Destination of(PublicKey key) {
    return new Destination(PaymentKeys.lockingScript(key));
  }

  /** What locks outputs that go there. */
  public byte[] script() {
    return script.clone();
  }

  private static byte[] script(byte[] address, Network network) {
    int version = Byte.toUnsignedInt(address[0]);
    if (version != MAIN && version != TEST) {
      throw new InvalidChainData("it is no address of the hash of a key");
    }
    if (version != (network == Network.TEST ? TEST : MAIN)) {
      throw new InvalidChainData("it is an address of the other network");
    }
    return new ByteWriter()
        .bytes(new byte[] {0x76, (byte) 0xa9, HASH})
        .bytes(Arrays.copyOfRange(address, 1, 1 + HASH))
        .bytes(new byte[] {(byte) 0x88, (byte) 0xac})
        .toBytes();
  }

  private static byte[] address(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new InvalidChainData("it is neither an address nor a public key");
    }
    var number = BigInteger.ZERO;
    for (char c : text.toCharArray()) {
      int digit = DIGITS.indexOf(c);
      if (digit < 0) {
        throw new InvalidChainData("it is neither an address nor a public key");
      }
      number = number.multiply(BASE).add(BigInteger.valueOf(digit));
    }
    // Each leading zero byte is a leading digit 1, and no more of them.
    int zeros = 0;
    while (zeros < text.length() && text.charAt(zeros) == DIGITS.charAt(0)) {
      zeros++;
    }
    int bytes = (number.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
    if (zeros + bytes != BYTES) {
      throw new InvalidChainData("it is neither an address nor a public key");
    }
    var address = new byte[BYTES];
    var magnitude = number.toByteArray();
    System.arraycopy(magnitude, magnitude.length - bytes, address, zeros, bytes);
    var sum = Hash256.of(Arrays.copyOf(address, BYTES - CHECK));
    if (!Arrays.equals(sum, 0, CHECK, address, BYTES - CHECK, BYTES)) {
      throw new InvalidChainData("its checksum is wrong: is it complete?");
    }
    return address;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Destination that && Arrays.equals(script, that.script);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(script);
  }
}
