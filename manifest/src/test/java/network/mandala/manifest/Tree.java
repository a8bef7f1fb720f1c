package network.mandala.manifest;

import java.util.Set;

/** A source of which only the names matter. */
record Tree(Set<String> files) implements SourceTree {

  /** Everything that the examples of the tests speak of. */
  static final Tree FULL =
      new Tree(
          Set.of(
              "index.js",
              "Dockerfile",
              "frontend/index.html",
              "public/index.html",
              "api/index.js",
              "api/Dockerfile",
              "api/docker/prod.Dockerfile",
              "web/main.py"));

  static final Tree EMPTY = new Tree(Set.of());

  @Override
  public boolean hasFile(String path) {
    return files.contains(path);
  }

  @Override
  public boolean hasFolder(String path) {
    return files.stream().anyMatch(file -> file.startsWith(path + "/"));
  }
}
