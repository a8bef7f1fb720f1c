package network.mandala.manifest;

/**
 * One thing that is wrong with a manifest.
 *
 * @param path where: a JSON path such as {@code $.services.web.ports[0]}
 * @param message what is wrong and what to write instead; it never repeats the value of a variable
 */
public record Problem(String path, String message) {
  @Override
  public String toString() {
    return path + ": " + message;
  }
}
