package network.mandala.bridge.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Addresses that one caller has. */
final class Network {
  private static final int PREFIX_BYTES = 8;

  private Network() {}

  /** The address itself; of IPv6 its /64, since whoever has one address there has all of them. */
  static String of(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      if (InetAddress.ofLiteral(address) instanceof Inet6Address six) {
        return HexFormat.of().formatHex(six.getAddress(), 0, PREFIX_BYTES);
      }
    } catch (IllegalArgumentException e) {
      return address;
    }
    return address;
  }
}
