package network.mandala.manifest;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Any bytes at all, taken for the file of an app: it is read, or refused with problems. */
class OverlayAppFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void isReadOrRefused(byte[] json) {
    try {
      if (OverlayApp.read(json).targets() == null) {
        throw new AssertionError("no targets");
      }
    } catch (ManifestInvalid refused) {
      if (refused.problems().isEmpty()) {
        throw new AssertionError("refused without a reason", refused);
      }
    }
  }
}
