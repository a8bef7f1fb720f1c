package network.mandala.operator.bundle;

import java.time.Instant;
import network.mandala.crds.spore.SporeReason;

/** What became of reading a bundle. */
public sealed interface BundleAnswer {

  /** It is good, and its image is in the registry. */
  record Ready(Bundle bundle) implements BundleAnswer {}

  /** It will never be taken: the same digest is the same bundle. */
  record Refused(SporeReason reason, String message) implements BundleAnswer {}

  /** It could not be read; another time it may be. */
  record Failed(SporeReason reason, String message, Instant at) implements BundleAnswer {}
}
