package network.mandala.builder.sbom;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** The packages that were installed in some folders: each once, in order. */
public record Packages(List<InstalledPackage> all) {

  public static final Packages NONE = new Packages(List.of());

  private static final ObjectMapper JSON = new ObjectMapper();

  public Packages {
    all = sorted(all);
  }

  private static List<InstalledPackage> sorted(Collection<InstalledPackage> packages) {
    var sorted = new TreeSet<>(InstalledPackage.ORDER);
    sorted.addAll(packages);
    return List.copyOf(sorted);
  }

  public static Packages in(Sbom.Folders folders) throws IOException {
    var found = new ArrayList<InstalledPackage>();
    for (Path folder : folders.nodeModules()) {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        found.addAll(NodePackages.in(folder));
      }
    }
    for (Path folder : folders.pythonPackages()) {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        found.addAll(PythonPackages.in(folder));
      }
    }
    for (Path root : folders.systems()) {
      found.addAll(SystemPackages.in(root));
    }
    return new Packages(found);
  }

  /** The modules that Go says it compiled into a program; none where it is of another language. */
  public static Packages inProgram(Path program) throws IOException {
    return new Packages(GoModules.in(program));
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static Packages parse(String json) {
    try {
      return new Packages(JSON.readValue(json, new TypeReference<List<InstalledPackage>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no list of packages", e);
    }
  }

  public String json() {
    try {
      return JSON.writeValueAsString(all);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records can be written", e);
    }
  }
}
