package network.mandala.cli.project;

import java.util.LinkedHashMap;
import java.util.Map;
import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.console.TimeoutOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Applies a Project and waits until it can be worked in. Asked for again it changes what was given.
 */
@Command(
    name = "create",
    description = "Makes a project, or changes it, and waits until it is ready.",
    mixinStandardHelpOptions = true)
final class CreateCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private PlaceOption place;
  @Mixin private TimeoutOption timeout = new TimeoutOption("1m");

  @Parameters(
      paramLabel = "NAME",
      description = "Its name: lower case letters, digits and dashes, at most 40.")
  private String name;

  @Option(names = "--display-name", paramLabel = "TEXT", description = "What people call it.")
  private String displayName;

  @Option(
      names = "--cpu",
      paramLabel = "CPUS",
      description = "Most CPUs of all its pods together, for example 4.")
  private String cpu;

  @Option(
      names = "--memory",
      paramLabel = "BYTES",
      description = "Most memory of all its pods together, for example 8Gi.")
  private String memory;

  @Option(
      names = "--storage",
      paramLabel = "BYTES",
      description = "Most storage of all its volumes together, for example 20Gi.")
  private String storage;

  @Option(names = "--pods", paramLabel = "COUNT", description = "Most pods at the same time.")
  private Integer pods;

  @Option(
      names = "--wait",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Wait until it is ready (default).")
  private boolean wait;

  @Override
  public void run() {
    var console = output.console();
    try (var at = place.open()) {
      var projects = ProjectBackend.at(at, console);
      var applied = projects.apply(name, spec());
      var project = wait ? projects.awaitReady(applied, timeout.duration()) : applied;
      console.answer(
          () -> wait ? "project " + name + " is ready" : "project " + name + " is applied",
          project);
    }
  }

  /** Only what was said: the rest is left to the defaults and to other writers. */
  private Map<String, Object> spec() {
    var quota = new LinkedHashMap<String, Object>();
    put(quota, "cpu", cpu);
    put(quota, "memory", memory);
    put(quota, "storage", storage);
    put(quota, "pods", pods);
    var spec = new LinkedHashMap<String, Object>();
    put(spec, "displayName", displayName);
    put(spec, "quota", quota.isEmpty() ? null : quota);
    return spec;
  }

  private static void put(Map<String, Object> map, String key, Object value) {
    if (value != null) {
      map.put(key, value);
    }
  }
}
