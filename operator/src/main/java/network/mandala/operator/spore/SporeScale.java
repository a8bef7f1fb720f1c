package network.mandala.operator.spore;

import java.util.OptionalInt;

/**
 * How many pods a set should have. The number is not part of the desired Deployment: a field that
 * was applied and then is not, because an autoscaler takes over, would fall back to 1 for a moment.
 */
final class SporeScale {

  private SporeScale() {}

  /**
   * The number to write; empty when it is right, or not ours to say.
   *
   * @param present what the Deployment asks for now
   * @param served what the Deployment asks for to which the Service leads
   */
  static OptionalInt toWrite(Target target, Instances instances, int present, int served) {
    int wanted =
        switch (target.role()) {
          case SERVING ->
              instances.isAutoscaled() ? instances.toReplace(present) : instances.least();
          case LAUNCHING -> instances.toReplace(served);
          case DRAINING -> present;
          case FAILED -> 0;
        };
    return wanted == present ? OptionalInt.empty() : OptionalInt.of(wanted);
  }
}
