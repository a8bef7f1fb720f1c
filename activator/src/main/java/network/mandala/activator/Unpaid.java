package network.mandala.activator;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import network.mandala.crds.agent.AgentActivity;

/**
 * Why nobody is let through: the project has no money left. Written by the operator, and shown to
 * everybody, so it holds nothing that only the owner may know.
 *
 * @param topUpUrl where its owner can pay; empty: nowhere to link
 * @param topUpText what the provider says about it; may be empty
 */
record Unpaid(String project, String topUpUrl, String topUpText) {

  /** Null for an agent whose project pays. */
  static Unpaid of(Lease lease) {
    var annotations = lease.getMetadata().getAnnotations();
    var project = annotations == null ? null : annotations.get(AgentActivity.UNPAID);
    return project == null
        ? null
        : new Unpaid(
            project,
            annotations.getOrDefault(AgentActivity.TOP_UP_URL, ""),
            annotations.getOrDefault(AgentActivity.TOP_UP_TEXT, ""));
  }

  /** Only what a browser may follow: a link of any other kind could be a program. */
  boolean hasLink() {
    return topUpUrl.startsWith("https://") || topUpUrl.startsWith("http://");
  }
}
