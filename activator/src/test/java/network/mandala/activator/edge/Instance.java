package network.mandala.activator.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import network.mandala.activator.http.Head;

/** A program behind the edge, which does with each connection what its test says. */
final class Instance implements AutoCloseable {

  private final ServerSocket server;
  private final List<Head> asked = new CopyOnWriteArrayList<>();

  /** After the head of the request was read; the connection is closed afterwards. */
  interface Behaviour {
    void answer(Head request, Socket connection) throws IOException, InterruptedException;
  }

  Instance(Behaviour behaviour) {
    try {
      server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(() -> accept(behaviour));
  }

  /** One that gives the same answer to everybody. */
  static Instance saying(String body) {
    return new Instance((request, connection) -> write(connection, ok(body)));
  }

  static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  static void write(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private void accept(Behaviour behaviour) {
    while (!server.isClosed()) {
      try {
        var connection = server.accept();
        Thread.ofVirtual().start(() -> serve(behaviour, connection));
      } catch (IOException e) {
        // The test is over.
      }
    }
  }

  private void serve(Behaviour behaviour, Socket connection) {
    try (connection) {
      var head = Head.read(connection.getInputStream());
      if (head.isPresent()) {
        asked.add(head.get());
        behaviour.answer(head.get(), connection);
      }
    } catch (IOException e) {
      // The other side has left.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The requests so far. */
  List<Head> asked() {
    return asked;
  }

  Socket connect() throws IOException {
    return new Socket(server.getInetAddress(), server.getLocalPort());
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
