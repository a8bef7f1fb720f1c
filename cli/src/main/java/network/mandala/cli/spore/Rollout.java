package network.mandala.cli.spore;

import java.time.Duration;
import network.mandala.cli.console.TimeoutOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that start a bundle. */
final class Rollout {
  @Mixin private TimeoutOption timeout = new TimeoutOption("5m");

  @Option(names = "--no-wait", description = "Do not wait until it answers.")
  private boolean noWait;

  @Option(names = "--allow-older", description = "Start it even if a newer version ran before.")
  private boolean allowOlder;

  boolean allowOlder() {
    return allowOlder;
  }

  /** Null: does not wait. */
  Duration timeoutOrNull() {
    return noWait ? null : timeout.duration();
  }
}
