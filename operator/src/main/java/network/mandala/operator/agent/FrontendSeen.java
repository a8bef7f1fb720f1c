package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import network.mandala.operator.registry.TagAnswer;

/**
 * What there is of the frontend of an agent.
 *
 * @param deployment null when there is none
 * @param ingress null when there is none
 * @param shortNameOwner name of the agent that has the project's short host name; empty: it is free
 *     for this one
 * @param tag what the registry says of the image that the spec names by a tag; null: nothing yet
 */
record FrontendSeen(Deployment deployment, Ingress ingress, String shortNameOwner, TagAnswer tag) {

  static FrontendSeen none() {
    return new FrontendSeen(null, null, "", null);
  }
}
