package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;

/**
 * What there is of the frontend of an agent.
 *
 * @param deployment null when there is none
 * @param ingress null when there is none
 * @param shortNameOwner name of the agent that has the project's short host name; empty: it is free
 *     for this one
 */
record FrontendSeen(Deployment deployment, Ingress ingress, String shortNameOwner) {

  static FrontendSeen none() {
    return new FrontendSeen(null, null, "");
  }
}
