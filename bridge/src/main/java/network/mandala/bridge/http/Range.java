package network.mandala.bridge.http;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * A range of addresses, as 10.0.0.0/8. Pure.
 *
 * @param prefix of 4 or 16 bytes
 */
record Range(byte[] prefix, int bits) {
  static Range parse(String cidr) {
    var parts = cidr.split("/", 2);
    return new Range(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
  }

  boolean contains(InetAddress address) {
    var bytes = address.getAddress();
    int whole = bits / 8;
    if (bytes.length != prefix.length || !Arrays.equals(bytes, 0, whole, prefix, 0, whole)) {
      return false;
    }
    int rest = bits % 8;
    return rest == 0 || ((bytes[whole] ^ prefix[whole]) & 0xff) >>> (8 - rest) == 0;
  }
}
