package network.mandala.operator.agent;

import java.time.Duration;
import network.mandala.crds.agent.DomainStatus;

/**
 * What is decided about one domain of an agent.
 *
 * @param status as the status of the agent is to have it
 * @param troubled something stands against a certificate
 * @param authorityAway there is no certificate because nobody can be asked for one
 * @param overdue whether the name servers are to be asked now
 * @param recheck after how long it has to be decided anew although nothing is heard
 */
record DomainVerdict(
    DomainStatus status,
    Standing standing,
    boolean troubled,
    boolean authorityAway,
    boolean overdue,
    Duration recheck) {

  DomainVerdict(DomainStatus status, Standing standing, boolean overdue, Duration recheck) {
    this(status, standing, false, false, overdue, recheck);
  }

  /** Whether the domain leads to the agent. */
  enum Standing {
    ROUTED,
    /** Nobody has proved that it belongs to the project. */
    UNPROVED,
    /** Another agent has it. */
    TAKEN,
    /** The node names hosts below its own domain itself. */
    OF_NODE
  }

  /** It goes with another domain, which is told of in its place. */
  boolean isImplied() {
    return status.impliedBy() != null;
  }

  String host() {
    return status.host();
  }
}
