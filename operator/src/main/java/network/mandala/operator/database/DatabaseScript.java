package network.mandala.operator.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The fixed shell scripts of the engines: what differs comes to them in the environment. */
final class DatabaseScript {

  private DatabaseScript() {}

  static String start(DatabaseEngine engine) {
    return text(engine.word() + "-start.sh");
  }

  /** Ends well when the server answers with the password of the Secret. */
  static String probe(DatabaseEngine engine) {
    return text(engine.word() + "-probe.sh");
  }

  /** Makes a copy, or goes back to one. */
  static String task(DatabaseEngine engine, DatabaseTask task) {
    return text("copies.sh") + text(engine.word() + "-" + task.word() + ".sh");
  }

  private static String text(String name) {
    try (var in = DatabaseScript.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
