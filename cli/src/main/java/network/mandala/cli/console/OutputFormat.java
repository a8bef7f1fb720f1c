package network.mandala.cli.console;

/** How an answer is written. */
public enum OutputFormat {
  /** For a person. */
  TEXT,
  /** For a program: one JSON document on the output stream, nothing else. */
  JSON
}
