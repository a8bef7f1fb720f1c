package network.mandala.billing.alert;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses a webhook may be sent to: public ones. What is private, local to the machine or
 * the link, serves metadata, or only looks public because it wraps another address, is refused
 * unless the provider allows it.
 */
final class AddressRules {

  private static final List<Range> REFUSED =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              // The platform of a large cloud answers its machines at this public address.
              "168.63.129.16/32",
              "::/96",
              "64:ff9b::/96",
              "64:ff9b:1::/48",
              "100::/64",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20",
              "fc00::/7",
              "fe80::/9",
              "ff00::/8")
          .map(Range::parse)
          .toList();

  private final List<Range> allowed;

  /**
   * @param allowed ranges that may be called although they are not public, such as {@code
   *     10.1.0.0/16}
   * @throws IllegalArgumentException when one is no range
   */
  AddressRules(List<String> allowed) {
    this.allowed = allowed.stream().map(Range::parse).toList();
  }

  boolean mayCall(InetAddress address) {
    return allowed.stream().anyMatch(range -> range.contains(address))
        || REFUSED.stream().noneMatch(range -> range.contains(address));
  }

  /** Addresses whose first bits are those of a prefix. */
  private record Range(byte[] prefix, int bits) {

    static Range parse(String cidr) {
      var parts = cidr.split("/", -1);
      if (parts.length != 2 || !parts[0].matches("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
        throw new IllegalArgumentException(
            "'" + cidr + "' is no range of addresses such as 10.0.0.0/8");
      }
      try {
        // Digits, dots and colons only: nothing is looked up.
        var address = InetAddress.getByName(parts[0]);
        int bits = Integer.parseInt(parts[1]);
        if (bits < 0 || bits > address.getAddress().length * Byte.SIZE) {
          throw new IllegalArgumentException("'" + cidr + "' has no such prefix length");
        }
        return new Range(address.getAddress(), bits);
      } catch (UnknownHostException | NumberFormatException e) {
        throw new IllegalArgumentException("'" + cidr + "' is no range of addresses", e);
      }
    }

    boolean contains(InetAddress address) {
      var bytes = address.getAddress();
      if (bytes.length != prefix.length) {
        return false;
      }
      int whole = bits / Byte.SIZE;
      if (!Arrays.equals(bytes, 0, whole, prefix, 0, whole)) {
        return false;
      }
      int rest = bits % Byte.SIZE;
      int mask = 0xff & (0xff << (Byte.SIZE - rest));
      return rest == 0 || (bytes[whole] & mask) == (prefix[whole] & mask);
    }
  }
}
