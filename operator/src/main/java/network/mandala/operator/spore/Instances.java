package network.mandala.operator.spore;

import network.mandala.crds.spore.SporeSpec;

/**
 * How many instances there are to be.
 *
 * @param least at least 1: nobody starts one when a request comes
 * @param most above {@code least} only where the load decides
 */
record Instances(int least, int most) {

  /** Of a spec that allows any. */
  static Instances of(SporeSpec spec) {
    var plan = spec.plan();
    int allowed = spec.budget().maxInstances();
    if (plan.replicas() != null) {
      int fixed = Math.min(plan.replicas(), allowed);
      return new Instances(fixed, fixed);
    }
    int least = Math.max(1, Math.min(plan.min(), allowed));
    return new Instances(least, Math.max(least, Math.min(plan.max(), allowed)));
  }

  boolean isAutoscaled() {
    return most > least;
  }

  /** For a set that is to take over from one with so many. */
  int toReplace(int present) {
    return Math.clamp(present, least, most);
  }
}
