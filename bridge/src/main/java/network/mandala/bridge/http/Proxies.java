package network.mandala.bridge.http;

import java.net.InetAddress;
import java.util.List;

/**
 * From where a request really comes. What X-Forwarded-For says is believed of the provider's own
 * proxies alone: anybody can write it.
 */
final class Proxies {
  private final List<Range> trusted;

  Proxies(List<String> cidrs) {
    trusted = cidrs.stream().map(Range::parse).toList();
  }

  /**
   * The nearest address that is not one of our proxies.
   *
   * @param forwarded values of the header in their order, each with one or more addresses
   */
  String origin(String peer, List<String> forwarded) {
    var address = peer;
    var hops = String.join(",", forwarded).split(",", -1);
    for (int i = hops.length - 1; i >= 0 && isTrusted(address); i--) {
      var hop = hops[i].strip();
      if (!isAddress(hop)) {
        return address;
      }
      address = hop;
    }
    return address;
  }

  private boolean isTrusted(String address) {
    return isAddress(address)
        && trusted.stream().anyMatch(range -> range.contains(InetAddress.ofLiteral(address)));
  }

  private static boolean isAddress(String text) {
    try {
      InetAddress.ofLiteral(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
