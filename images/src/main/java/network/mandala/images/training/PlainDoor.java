package network.mandala.images.training;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before an HTTP server and hangs up on who speaks TLS, as real servers do; the one in the
 * JDK would wait for the end of a line for ever. Registry clients try TLS first.
 */
final class PlainDoor implements AutoCloseable {

  private static final int TLS_HANDSHAKE = 0x16;

  private final ServerSocket door;
  private final InetSocketAddress server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  PlainDoor(InetSocketAddress server) throws IOException {
    this.server = server;
    door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  private void accept() {
    while (!door.isClosed()) {
      try {
        var client = door.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        var inside = new Socket(server.getAddress(), server.getPort())) {
      int first = client.getInputStream().read();
      if (first == TLS_HANDSHAKE || first < 0) {
        return;
      }
      inside.getOutputStream().write(first);
      var back = threads.submit(() -> inside.getInputStream().transferTo(client.getOutputStream()));
      client.getInputStream().transferTo(inside.getOutputStream());
      inside.shutdownOutput();
      back.get();
    } catch (IOException | java.util.concurrent.ExecutionException hungUp) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
    threads.shutdownNow();
  }
}
