package network.mandala.builder.artifact;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Any bytes at all, taken for the content of a gzipped archive: it is extracted or refused, and
 * nothing else happens. An ordinary build runs the recorded inputs; {@code JAZZER_FUZZ=1 mvn test
 * -Dtest=SourceArchiveFuzzTest} looks for new ones.
 */
class SourceArchiveFuzzTest {
  private static final Limits LIMITS = new Limits(1 << 20, 100, 300, 200);

  @FuzzTest(maxDuration = "2m")
  void isExtractedOrRefused(byte[] tar) throws IOException {
    Path sandbox = Files.createTempDirectory("mandala-fuzz-");
    try {
      Path target = sandbox.resolve("source");
      try {
        SourceArchive.extract(new ByteArrayInputStream(TarMaker.gzip(tar)), target, LIMITS);
      } catch (SourceRefused refused) {
        // one of the two good ends
      }
      try (var beside = Files.list(sandbox)) {
        if (!beside.allMatch(target::equals)) {
          throw new AssertionError("something was written beside the folder");
        }
      }
    } finally {
      try (var files = Files.walk(sandbox)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
