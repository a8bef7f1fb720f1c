package network.mandala.identity.spore;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;

/**
 * Any bytes at all, taken for a bundle and for a manifest: read or refused, and nothing else. An
 * ordinary build runs the recorded inputs; {@code JAZZER_FUZZ=1 mvn test -Dtest=SporeFuzzTest}
 * looks for new ones.
 */
class SporeFuzzTest {
  @FuzzTest(maxDuration = "2m")
  void bundles(byte[] bytes) {
    try {
      var spore = Bundles.read(bytes);
      if (!spore.signer().base64().equals(spore.manifest().publicKey())) {
        throw new AssertionError("signed by another");
      }
    } catch (InvalidSpore refused) {
      requirePart(refused);
    }
  }

  @FuzzTest(maxDuration = "2m")
  void manifests(byte[] bytes) {
    try {
      var manifest = SporeManifest.parse(bytes);
      // What was read has one form, and that form is read as the same.
      var again = SporeManifest.parse(manifest.indented());
      if (!again.equals(manifest)
          || !Arrays.equals(
              again.canonical(GoEscapes.SINCE_1_22), manifest.canonical(GoEscapes.SINCE_1_22))) {
        throw new AssertionError("two forms of one manifest");
      }
    } catch (InvalidSpore refused) {
      requirePart(refused);
    }
  }

  private static void requirePart(InvalidSpore refused) {
    if (!refused.getMessage().startsWith(refused.part().word() + ": ")) {
      throw new AssertionError("refused without its part", refused);
    }
  }
}
