package network.mandala.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One of our processes, as it is packed and started.
 *
 * @param name of the image, and of its folder in this repository
 * @param jvmFlags belong to the image, since the class cache holds only for the flags it was made
 *     with
 * @param jars the class path, in order: our own jar, then what it needs
 */
record Program(String name, String mainClass, List<String> jvmFlags, List<Path> jars) {

  /** Where everything of ours is in an image. */
  static final String HOME = "/opt/mandala";

  static final String JAVA = "/opt/java/bin/java";

  /** Finds the jars that the build left in the folder of the process. */
  static Program find(Path repository, String name, String mainClass, List<String> jvmFlags)
      throws IOException {
    var target = repository.resolve(name).resolve("target");
    var jars = new ArrayList<Path>();
    try (var own = Files.newDirectoryStream(target, "mandala-" + name + "-*.jar")) {
      own.forEach(jars::add);
      jars.removeIf(jar -> jar.getFileName().toString().endsWith("-tests.jar"));
    }
    if (jars.size() != 1) {
      throw new IOException("expected one jar of " + name + " in " + target + ", found " + jars);
    }
    var classPath = Files.readString(target.resolve("class-path.txt")).strip();
    for (var jar : classPath.split(":")) {
      jars.add(Path.of(jar));
    }
    return new Program(name, mainClass, jvmFlags, List.copyOf(jars));
  }

  /** Whether a jar was built here: those change with every build, the others with a new version. */
  static boolean isOurs(Path jar) {
    return jar.getFileName().toString().startsWith("mandala-");
  }

  /** The name of a jar in the image. */
  static String inImage(Path jar) {
    return HOME + "/lib/" + jar.getFileName();
  }

  /**
   * Arguments of the Java launcher; a file of an image holds them, so that its entry point is
   * short.
   */
  List<String> launcherArguments() {
    var arguments = new ArrayList<>(jvmFlags);
    // An unusable cache is left aside by the virtual machine, without a word.
    arguments.add("-XX:AOTCache=" + AotCache.IN_IMAGE);
    arguments.addAll(classPathAndMain());
    return arguments;
  }

  List<String> classPathAndMain() {
    var classPath = jars.stream().map(Program::inImage).toList();
    return List.of("-classpath", String.join(":", classPath), mainClass);
  }
}
