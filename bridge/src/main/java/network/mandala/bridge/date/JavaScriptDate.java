package network.mandala.bridge.date;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A date as JavaScript has it, on a machine whose clock is set to UTC. Pure. */
public final class JavaScriptDate {
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern(
              "EEE MMM dd uuuu HH:mm:ss 'GMT+0000 (Coordinated Universal Time)'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** What is no instant that a ledger has. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
  private static final int LONGEST = 80;

  /** Without a time it is the beginning of the day, without an offset it is UTC. */
  private static final List<DateTimeFormatter> FORMS =
      List.of(
          form("uuuu-MM-dd['T'HH:mm[:ss][.SSSSSSSSS][.SSSSSS][.SSS][XXX]]"),
          form("uuuu-MM-dd HH:mm[:ss][.SSS][ ][XXX]"),
          form("[EEE, ][EEE ]MMM d[','] uuuu[ HH:mm[:ss]][ 'GMT'[xx]]"),
          form("[EEE, ][EEE ]d MMM uuuu[ HH:mm[:ss]][ 'GMT'[xx]]"),
          form("M/d/uuuu[ HH:mm[:ss]]"));

  private JavaScriptDate() {}

  /** What {@code Date.toString()} gives: {@code Wed Nov 05 2025 10:22:33 GMT+0000 (...)}. */
  public static String text(Instant date) {
    return TEXT.format(date);
  }

  /**
   * What {@code new Date(text)} gives for what JavaScript itself and people write; empty for an
   * invalid date.
   */
  public static Optional<Instant> parse(String text) {
    var date = text.strip().replaceFirst(" \\([A-Za-z ]{1,50}\\)$", "");
    if (date.length() > LONGEST) {
      return Optional.empty();
    }
    if (date.matches("\\d{4}")) {
      return within(Year.parse(date).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    }
    if (date.matches("\\d{4}-\\d{2}")) {
      return date.endsWith("-00") || date.substring(5).compareTo("12") > 0
          ? Optional.empty()
          : within(YearMonth.parse(date).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
    }
    return FORMS.stream()
        .map(form -> parse(date, form))
        .flatMap(Optional::stream)
        .findFirst()
        .flatMap(JavaScriptDate::within);
  }

  /** Milliseconds since 1970, as JavaScript counts. */
  public static Optional<Instant> ofMillis(long millis) {
    return within(Instant.ofEpochMilli(millis));
  }

  private static Optional<Instant> parse(String text, DateTimeFormatter form) {
    try {
      return Optional.of(instant(form.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Instant instant(TemporalAccessor parsed) {
    var time =
        parsed.isSupported(ChronoField.HOUR_OF_DAY) ? LocalTime.from(parsed) : LocalTime.MIDNIGHT;
    var local = LocalDateTime.of(LocalDate.from(parsed), time);
    return parsed.isSupported(ChronoField.OFFSET_SECONDS)
        ? OffsetDateTime.of(local, ZoneOffset.from(parsed)).toInstant()
        : local.toInstant(ZoneOffset.UTC);
  }

  private static Optional<Instant> within(Instant date) {
    return date.isBefore(FIRST) || date.isAfter(LAST) ? Optional.empty() : Optional.of(date);
  }

  private static DateTimeFormatter form(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
