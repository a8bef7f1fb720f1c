package network.mandala.billing.alert;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A mail server that answers each command as a test says; an empty answer is none at all. */
final class ScriptedMailServer implements AutoCloseable {

  private final ServerSocket listener;
  private final UnaryOperator<String> answers;
  private final List<String> commands = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  /**
   * @param answers by the command without its arguments; {@code GREETING} and {@code END} are the
   *     beginning and the end of the mail
   */
  ScriptedMailServer(UnaryOperator<String> answers) throws IOException {
    this.answers = answers;
    this.listener = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  static String well(String command) {
    return switch (command) {
      case "GREETING" -> "220 ready";
      case "DATA" -> "354 go on";
      case "QUIT" -> "221 bye";
      default -> "250 fine";
    };
  }

  int port() {
    return listener.getLocalPort();
  }

  List<String> commands() {
    return commands;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (var socket : sockets) {
      socket.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        var socket = listener.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> converse(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void converse(Socket socket) {
    try (socket;
        var in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        var out =
            new PrintWriter(
                new OutputStreamWriter(socket.getOutputStream(), StandardCharsets.US_ASCII))) {
      say(out, answers.apply("GREETING"));
      boolean mail = false;
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        if (mail && !line.equals(".")) {
          continue;
        }
        var command = mail ? "END" : line.split("[ :]", 2)[0];
        commands.add(line);
        var answer = answers.apply(command);
        mail = command.equals("DATA") && answer.startsWith("354");
        say(out, answer);
      }
    } catch (IOException e) {
      // the other side has gone
    }
  }

  private static void say(PrintWriter out, String answer) {
    if (!answer.isEmpty()) {
      out.print(answer + "\r\n");
      out.flush();
    }
  }
}
