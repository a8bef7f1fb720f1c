package network.mandala.cli.console;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** The option {@code --timeout} of every command that waits; each has a default of its own. */
public final class TimeoutOption {
  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = AsWritten.class,
      description = "How long to wait (default ${DEFAULT-VALUE}).")
  private Written timeout;

  /**
   * @param unlessSaid as a person writes it: 90s, 10m
   */
  public TimeoutOption(String unlessSaid) {
    this.timeout = new AsWritten().convert(unlessSaid);
  }

  public Duration duration() {
    return timeout.duration();
  }

  /** A duration that the help shows as it was written. */
  record Written(String words, Duration duration) {
    @Override
    public String toString() {
      return words;
    }
  }

  static final class AsWritten implements ITypeConverter<Written> {
    @Override
    public Written convert(String value) {
      return new Written(value, new DurationConverter().convert(value));
    }
  }
}
