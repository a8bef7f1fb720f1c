package network.mandala.domain.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** A name server on the loopback address, by UDP and TCP, that says what it is told to. */
public final class TestNameServer implements AutoCloseable {

  private static final int TTL = 0;
  private static final int UDP_SIZE = 512;

  private final Map<Name, List<Record>> records = new ConcurrentHashMap<>();
  private final AtomicInteger questions = new AtomicInteger();
  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private volatile UnaryOperator<Message> lie = UnaryOperator.identity();
  private volatile byte[] raw;

  private TestNameServer(DatagramSocket udp, ServerSocket tcp) {
    this.udp = udp;
    this.tcp = tcp;
  }

  public static TestNameServer start() {
    try {
      var loopback = InetAddress.getLoopbackAddress();
      var tcp = new ServerSocket(0, 50, loopback);
      var server =
          new TestNameServer(
              new DatagramSocket(new InetSocketAddress(loopback, tcp.getLocalPort())), tcp);
      Thread.ofVirtual().start(server::serveUdp);
      Thread.ofVirtual().start(server::serveTcp);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public InetSocketAddress address() {
    return new InetSocketAddress(udp.getLocalAddress(), udp.getLocalPort());
  }

  /** Each value is a record of one string. */
  public void txt(String name, String... values) {
    records.put(
        name(name),
        Arrays.stream(values)
            .map(value -> (Record) new TXTRecord(name(name), DClass.IN, TTL, value))
            .toList());
  }

  /** One record of many strings. */
  public void parts(String name, String... strings) {
    records.put(name(name), List.of(new TXTRecord(name(name), DClass.IN, TTL, List.of(strings))));
  }

  public void alias(String name, String target) {
    records.put(name(name), List.of(new CNAMERecord(name(name), DClass.IN, TTL, name(target))));
  }

  public void remove(String name) {
    records.remove(name(name));
  }

  /** What becomes of every true answer; null: none is given. */
  public void lie(UnaryOperator<Message> changed) {
    lie = changed;
  }

  /** Sent in place of any answer. */
  public void say(byte[] bytes) {
    raw = bytes;
  }

  public void beHonest() {
    lie = UnaryOperator.identity();
    raw = null;
  }

  public int questions() {
    return questions.get();
  }

  public static Name name(String name) {
    try {
      return Name.fromString(name, Name.root);
    } catch (TextParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Optional<byte[]> answer(byte[] question, int most) throws IOException {
    questions.incrementAndGet();
    var query = new Message(question);
    var answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    var found = records.get(query.getQuestion().getName());
    if (query.getQuestion().getType() == Type.A) {
      // Everything that has a name here is on this machine.
      answer.addRecord(
          new ARecord(
              query.getQuestion().getName(), DClass.IN, TTL, InetAddress.getLoopbackAddress()),
          Section.ANSWER);
    } else if (found == null && query.getQuestion().getType() == Type.TXT) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
    } else if (found != null) {
      found.forEach(record -> answer.addRecord(record, Section.ANSWER));
    }
    if (raw != null) {
      return Optional.of(raw);
    }
    return Optional.ofNullable(lie.apply(answer)).map(message -> message.toWire(most));
  }

  private void serveUdp() {
    var buffer = new byte[65_535];
    while (!udp.isClosed()) {
      try {
        var packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        var answer = answer(Arrays.copyOf(buffer, packet.getLength()), UDP_SIZE);
        if (answer.isPresent()) {
          udp.send(
              new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
        }
      } catch (SocketException closed) {
        return;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try (var socket = tcp.accept()) {
        var in = new DataInputStream(socket.getInputStream());
        var question = in.readNBytes(in.readUnsignedShort());
        var answer = answer(question, 65_535);
        if (answer.isPresent()) {
          var out = new DataOutputStream(socket.getOutputStream());
          out.writeShort(answer.get().length);
          out.write(answer.get());
          out.flush();
          // Until the other side has read it.
          in.read();
        }
      } catch (IOException gone) {
        // The client left, or this ends.
      }
    }
  }

  @Override
  public void close() {
    udp.close();
    try {
      tcp.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
