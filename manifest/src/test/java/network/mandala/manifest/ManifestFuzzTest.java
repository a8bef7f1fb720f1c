package network.mandala.manifest;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;

/**
 * Any bytes at all, taken for a manifest: it is refused with problems, or its Agents can be made.
 * An ordinary build runs the recorded inputs; {@code JAZZER_FUZZ=1 mvn test
 * -Dtest=ManifestFuzzTest} looks for new ones.
 */
class ManifestFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void isReadOrRefused(byte[] json) {
    try {
      var manifest = Manifest.read(json, Tree.FULL);
      for (var service : manifest.services()) {
        if (service.spec("registry/p/a/source@sha256:" + "0".repeat(64), Map.of()) == null) {
          throw new AssertionError("no spec");
        }
      }
    } catch (ManifestInvalid refused) {
      if (refused.problems().isEmpty()) {
        throw new AssertionError("refused without a reason", refused);
      }
    }
  }
}
