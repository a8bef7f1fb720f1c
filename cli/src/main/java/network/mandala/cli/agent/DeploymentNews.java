package network.mandala.cli.agent;

import network.mandala.cli.console.Console;
import network.mandala.cli.remote.NodeEvents.Event;

/** Tells a person what a node says of a deployment, each thing once. For one thread. */
final class DeploymentNews {
  private final Console console;
  private String last = "";
  private String state = "";

  DeploymentNews(Console console) {
    this.console = console;
  }

  /** Name of the last event, from which to go on. */
  String last() {
    return last;
  }

  void tell(Event event) {
    if (!event.id().isEmpty()) {
      last = event.id();
    }
    var words = event.data().path("message").asText();
    switch (event.name()) {
      case "log" -> words.lines().forEach(console::progress);
      case "state" -> {
        var now = event.data().path("state").asText() + words;
        if (!now.equals(state) && !words.isBlank()) {
          state = now;
          console.progress(words);
        }
      }
      default -> {
        // Of a newer node.
      }
    }
  }
}
