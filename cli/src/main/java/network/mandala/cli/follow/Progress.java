package network.mandala.cli.follow;

/** How far a resource is on its way to what a person asked for. */
public sealed interface Progress {
  /** Not there yet; {@code line} says what it is doing. */
  record Underway(String line) implements Progress {}

  /** There. */
  record Arrived() implements Progress {}

  /** It will not get there by waiting; {@code message} says why and what to do. */
  record Stuck(String message) implements Progress {}
}
