package network.mandala.billing.alert;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks names up and refuses addresses that must not be called. The connection is made to the very
 * addresses that were checked, so a name that changes its mind in between gains nothing.
 */
final class CheckedResolver implements DnsResolver {

  private final DnsResolver names;
  private final AddressRules rules;

  CheckedResolver(DnsResolver names, AddressRules rules) {
    this.names = names;
    this.rules = rules;
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var addresses = names.resolve(host);
    if (!Stream.of(addresses).allMatch(rules::mayCall)) {
      throw new AddressRefused();
    }
    return addresses;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    return Stream.of(resolve(host)).map(address -> new InetSocketAddress(address, port)).toList();
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** A name leads to an address that must not be called. */
  static final class AddressRefused extends UnknownHostException {
    private static final long serialVersionUID = 1L;
  }
}
