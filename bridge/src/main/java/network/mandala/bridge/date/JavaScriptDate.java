package network.mandala.bridge.date;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A date as JavaScript has it, on a machine whose clock is set to UTC. Pure. */
public final class JavaScriptDate {
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern(
              "EEE MMM dd uuuu HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private JavaScriptDate() {}

  /** What {@code Date.toString()} gives: {@code Wed Nov 05 2025 10:22:33 GMT+0000 (...)}. */
  public static String text(Instant date) {
    return TEXT.format(date);
  }
}
