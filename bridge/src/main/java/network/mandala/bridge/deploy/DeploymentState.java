package network.mandala.bridge.deploy;

/** How far a deployment is. */
public enum DeploymentState {
  /** Nothing was accepted yet. */
  OPEN,
  /** The upload is in the registry; the Agent does not ask for it yet, or may not. */
  ACCEPTED,
  /** The Agent asks for it, or asks for a later one. */
  APPLIED
}
