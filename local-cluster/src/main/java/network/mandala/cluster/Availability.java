package network.mandala.cluster;

/** Whether a provider can offer a cluster on this machine now, and which one or why not. */
public sealed interface Availability {

  /** It can; {@code what} names the cluster for a person. */
  record Available(String what) implements Availability {}

  /** It cannot; {@code reason} says why, as the end of a sentence such as "skipped: ...". */
  record Unavailable(String reason) implements Availability {}
}
