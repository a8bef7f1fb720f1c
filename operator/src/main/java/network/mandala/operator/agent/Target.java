package network.mandala.operator.agent;

/**
 * A release that can be run.
 *
 * @param source the artifact that the image was built from; empty: the image was given
 * @param buildKey the key of that build; empty: the image was given
 */
record Target(String id, ReleaseContent content, String source, String buildKey) {

  /** What the agent's own pods are named by: releases that differ in the frontend share them. */
  String podsId() {
    return content.hasFrontend() ? content.withoutFrontend().id() : id;
  }

  static Target of(ReleaseContent content, String source, String buildKey) {
    return new Target(content.id(), content, source, buildKey);
  }
}
