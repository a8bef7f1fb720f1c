package network.mandala.manifest;

/**
 * Where a manifest says that it is deployed. Every text may be empty: the field is absent.
 *
 * @param name by which the services of a version 2.0 name it
 * @param provider {@link #MANDALA}, or a word of somebody else
 * @param network mainnet or testnet
 * @param cloudUrl of the node; only the older command line reads it
 */
public record Deployment(
    String name, String provider, String project, String network, String cloudUrl) {
  public static final String MANDALA = "mandala";

  /** Meant for a node like this one. */
  public boolean isOurs() {
    return provider.equals(MANDALA);
  }
}
