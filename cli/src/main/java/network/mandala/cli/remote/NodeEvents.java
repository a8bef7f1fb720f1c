package network.mandala.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A stream of server-sent events. Its lines are not signed, as they come one by one: they are for
 * people to read, and what counts is asked for again.
 */
public final class NodeEvents implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 1 << 20;

  private final BufferedReader lines;

  public NodeEvents(InputStream stream) {
    this.lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /** One. */
  public record Event(String id, String name, JsonNode data) {}

  /** All until the stream ends, for whatever reason: then ask how it stands. */
  public void forEach(Consumer<Event> consumer) {
    try {
      var id = "";
      var name = "message";
      var data = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int colon = line.indexOf(':');
        var field = colon < 0 ? line : line.substring(0, colon);
        var value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
        if (line.isEmpty()) {
          if (!data.isEmpty()) {
            consumer.accept(new Event(id, name, JSON.readTree(data.toString())));
          }
          name = "message";
          data.setLength(0);
        } else if (field.equals("id")) {
          id = value;
        } else if (field.equals("event")) {
          name = value;
        } else if (field.equals("data") && data.length() < LONGEST) {
          data.append(value).append('\n');
        }
      }
    } catch (IOException ended) {
      // As when it ends by itself.
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      // It is over anyway.
    }
  }
}
