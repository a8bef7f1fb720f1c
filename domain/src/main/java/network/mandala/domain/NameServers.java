package network.mandala.domain;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Asks name servers, one after the other until one answers: by UDP, and by TCP when an answer does
 * not fit. A message is 64 KiB at most, a lookup takes a few messages at most.
 */
public final class NameServers implements TxtLookup {

  private static final Logger log = LoggerFactory.getLogger(NameServers.class);

  private final List<Resolver> servers;

  private NameServers(List<Resolver> servers) {
    this.servers = servers;
  }

  /**
   * @param servers empty: those of the system
   * @param timeout for each question to each server
   */
  public static NameServers of(List<InetSocketAddress> servers, Duration timeout) {
    var addresses = servers.isEmpty() ? ResolverConfig.getCurrentConfig().servers() : servers;
    return new NameServers(
        addresses.stream()
            .map(
                address -> {
                  var resolver = new SimpleResolver(address);
                  resolver.setTimeout(timeout);
                  return (Resolver) resolver;
                })
            .toList());
  }

  @Override
  public TxtAnswer txt(String name) {
    Name asked;
    try {
      asked = Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      return new TxtAnswer.None();
    }
    for (int aliases = 0; aliases <= TxtMessage.MOST_ALIASES; ) {
      switch (ask(asked)) {
        case TxtMessage.Reading.Answered answered -> {
          return answered.answer();
        }
        case TxtMessage.Reading.Useless useless -> {
          return new TxtAnswer.Unanswered(useless.why());
        }
        case TxtMessage.Reading.Alias alias -> {
          asked = alias.target();
          aliases += alias.aliases();
        }
      }
    }
    return new TxtAnswer.None();
  }

  private TxtMessage.Reading ask(Name name) {
    var query = Message.newQuery(Record.newRecord(name, Type.TXT, DClass.IN));
    var last = new TxtMessage.Reading.Useless("no name server is configured");
    for (var server : servers) {
      try {
        var reading = TxtMessage.read(server.send(query), name);
        if (!(reading instanceof TxtMessage.Reading.Useless useless)) {
          return reading;
        }
        last = useless;
      } catch (IOException e) {
        last = new TxtMessage.Reading.Useless("it does not answer");
        log.debug("{} about {}: {}", server, name, e.toString());
      }
    }
    return last;
  }
}
