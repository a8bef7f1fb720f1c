package network.mandala.cli.connection;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Names below {@code localhost} are this machine (RFC 6761, section 6.3): browsers and curl know
 * that, the C library's resolver that Java asks does not always. The JVM finds this class through
 * {@code META-INF/services}.
 */
public final class LocalhostNames extends InetAddressResolverProvider {
  @Override
  public InetAddressResolver get(Configuration configuration) {
    return new LoopbackFirst(configuration.builtinResolver());
  }

  @Override
  public String name() {
    return "names below localhost";
  }

  record LoopbackFirst(InetAddressResolver builtin) implements InetAddressResolver {
    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
        throws UnknownHostException {
      if (host.toLowerCase(Locale.ROOT).endsWith(".localhost")) {
        return Stream.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1}));
      }
      return builtin.lookupByName(host, policy);
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
      return builtin.lookupByAddress(address);
    }
  }
}
