package network.mandala.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/**
 * A program of one class, compiled on the spot, that prints "hello" and waits to be ended when told
 * "wait".
 */
final class SmallProgram {

  private static final String SOURCE =
      """
      public class Hello {
        public static void main(String[] args) throws Exception {
          System.out.println("hello");
          if (args.length > 0) Thread.sleep(60_000);
        }
      }
      """;

  private SmallProgram() {}

  static Program create(Path folder) throws IOException {
    var target = Files.createDirectories(folder.resolve("hello/target"));
    var source = Files.writeString(folder.resolve("Hello.java"), SOURCE);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.toString(), source.toString());
    if (code != 0) {
      throw new IOException("the program does not compile");
    }
    jar(target.resolve("mandala-hello-1.jar"), folder.resolve("Hello.class"));
    jar(target.resolve("mandala-hello-1-tests.jar"), source);
    var library = folder.resolve("library-2.jar");
    jar(library, source);
    Files.writeString(target.resolve("class-path.txt"), library + "\n");
    return Program.find(folder, "hello", "Hello", List.of("-XX:+UseSerialGC"));
  }

  private static void jar(Path jar, Path file) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      var entry = new JarEntry(file.getFileName().toString());
      entry.setTimeLocal(java.time.LocalDateTime.of(2026, 1, 1, 0, 0));
      out.putNextEntry(entry);
      Files.copy(file, out);
      out.closeEntry();
    }
  }
}
