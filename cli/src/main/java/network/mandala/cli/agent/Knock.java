package network.mandala.cli.agent;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** What was heard when somebody knocked at the URL of an Agent. */
sealed interface Knock {

  /** Enough is known: whoever answers, it is not the ingress controller for want of a route. */
  boolean isOver();

  /** What to tell a person; empty when all is well. */
  Optional<String> advice(String url);

  /** A host below the same domain that nobody has: only the ingress controller answers there. */
  static URI stranger(URI url) {
    var host = url.getHost();
    int dot = host.indexOf('.');
    return URI.create(
        url.toString().replaceFirst(host, "nobody-is-here" + (dot < 0 ? "" : host.substring(dot))));
  }

  /** Nothing came back. */
  record Silence(String why) implements Knock {
    @Override
    public boolean isOver() {
      return false;
    }

    @Override
    public Optional<String> advice(String url) {
      return Optional.of(
          "The agent is ready, but %s cannot be reached from here (%s). Look at its DNS record and at the way to the ingress controller."
              .formatted(url, why));
    }
  }

  /** Something came back, from the program or from the ingress controller. */
  record Answer(int status, String body) implements Knock {

    /** What an ingress controller says for a route whose pods it does not know yet. */
    private static final Set<Integer> OF_THE_CONTROLLER = Set.of(404, 502, 503, 504);

    /** The same answer, seen beside the one that the ingress controller gives to nobody's host. */
    Knock besides(Knock stranger) {
      return stranger instanceof Answer && !equals(stranger) ? new NothingThere() : this;
    }

    @Override
    public boolean isOver() {
      return !OF_THE_CONTROLLER.contains(status);
    }

    @Override
    public Optional<String> advice(String url) {
      return isOver()
          ? Optional.empty()
          : Optional.of(
              "The agent is ready, but %s answers %d so far: the ingress controller does not know the route yet, or the program says so itself. Ask again in a moment, or read mandala agent logs."
                  .formatted(url, status));
    }
  }

  /** The program answers that it has nothing at the path. */
  record NothingThere() implements Knock {
    @Override
    public boolean isOver() {
      return true;
    }

    @Override
    public Optional<String> advice(String url) {
      return Optional.of(
          "The program answers at %s, and has nothing at / itself (404): ask for a path that it serves."
              .formatted(url));
    }
  }
}
