package network.mandala.images;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;

/** A Java runtime with the modules that our processes use, cut from the JDK that runs this. */
final class JavaRuntime {

  // jdk.jcmd: to look into an operator that misbehaves. No java.desktop: libraries ask for
  // java.beans and do without.
  private static final List<String> MODULES =
      List.of(
          "java.base",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.security.jgss",
          "java.sql",
          "java.xml",
          "jdk.httpserver",
          "jdk.jcmd",
          "jdk.management",
          "jdk.unsupported");

  private JavaRuntime() {}

  static void link(Path target) throws IOException {
    var jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(() -> new IOException("this JDK has no jlink: use one with all tools"));
    var out = new StringWriter();
    var writer = new PrintWriter(out);
    int code =
        jlink.run(
            writer,
            writer,
            "--add-modules=" + String.join(",", MODULES),
            "--strip-debug",
            "--no-header-files",
            "--no-man-pages",
            // Layers are compressed as a whole, which is smaller and starts faster.
            "--compress=zip-0",
            "--output=" + target);
    if (code != 0) {
      throw new IOException("jlink failed: " + out);
    }
  }
}
