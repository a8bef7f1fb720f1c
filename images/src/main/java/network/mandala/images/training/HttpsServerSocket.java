package network.mandala.images.training;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Just enough of HTTP/1.1 over TLS, with WebSockets, which the server in the JDK lacks.
 * Thread-safe.
 */
final class HttpsServerSocket implements AutoCloseable {

  /** Answers requests; called by many threads. */
  interface Handler {
    void handle(HttpRequest request, HttpConnection connection) throws IOException;
  }

  private final ServerSocket socket;
  private final Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  HttpsServerSocket(ServerKey key, Handler handler) throws IOException {
    this.handler = handler;
    socket =
        key.context()
            .getServerSocketFactory()
            .createServerSocket(0, 100, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        var client = socket.accept();
        open.add(client);
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in = new BufferedInputStream(client.getInputStream());
      var connection = new HttpConnection(client.getOutputStream());
      for (var request = HttpRequest.read(in); request != null; request = HttpRequest.read(in)) {
        handler.handle(request, connection);
        if (connection.isUpgraded()) {
          // What a watcher says is its farewell.
          in.transferTo(java.io.OutputStream.nullOutputStream());
        }
      }
    } catch (IOException hungUp) {
      return;
    } finally {
      open.remove(client);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (var client : open) {
      client.close();
    }
    threads.shutdownNow();
  }
}
