package network.mandala.crds.condition;

/** Who has to act on a condition. */
public enum Actor {
  /** It is well, or it goes away by itself. */
  NOBODY,
  /** The owner of the resource. */
  TENANT,
  /** Who runs the node. */
  PROVIDER
}
