package network.mandala.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.mandala.cli.console.Failure;

/**
 * What {@code mandala login} remembers: for each node the file of the key and who the node said it
 * is; and the node of the last login. No secret is in it.
 */
final class Logins {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;

  Logins(Path folder) {
    this.folder = folder;
  }

  static Logins ofThisPerson() {
    return new Logins(ConfigFolder.of(System.getenv(), System.getProperty("user.home")));
  }

  /**
   * One.
   *
   * @param node the node's identity key: another one at the same address is somebody else
   */
  record Login(String keyFile, String node) {}

  private record Content(String current, Map<String, Login> nodes) {
    Content {
      nodes = nodes == null ? Map.of() : nodes;
    }
  }

  /** The key that is used where none is named. */
  Path standardKeyFile() {
    return folder.resolve("key");
  }

  Optional<NodeUrl> current() {
    return Optional.ofNullable(read().current).map(NodeUrl::parse);
  }

  Optional<Login> at(NodeUrl node) {
    return Optional.ofNullable(read().nodes.get(node.toString()));
  }

  /** Remembers it, and that it was the last one. */
  void remember(NodeUrl node, Login login) {
    var nodes = new TreeMap<>(read().nodes);
    nodes.put(node.toString(), login);
    try {
      ConfigFolder.make(folder);
      var temporary = Files.createTempFile(folder, "logins", ".new");
      Files.write(
          temporary,
          JSON.writerWithDefaultPrettyPrinter()
              .writeValueAsBytes(new Content(node.toString(), nodes)));
      Files.move(
          temporary, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new Failure("cannot write " + file() + ": " + e.getMessage(), e);
    }
  }

  private Content read() {
    try {
      return JSON.readValue(Files.readAllBytes(file()), Content.class);
    } catch (NoSuchFileException none) {
      return new Content(null, Map.of());
    } catch (JsonProcessingException e) {
      throw new Failure(
          "the file " + file() + " is damaged: remove it, then mandala login --remote URL", e);
    } catch (IOException e) {
      throw new Failure("cannot read " + file() + ": " + e.getMessage(), e);
    }
  }

  private Path file() {
    return folder.resolve("logins.json");
  }
}
