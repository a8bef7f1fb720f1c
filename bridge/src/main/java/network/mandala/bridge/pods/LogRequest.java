package network.mandala.bridge.pods;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;

/**
 * What the older nodes are asked for a log with. Pure.
 *
 * @param since as it was asked for: one of the periods
 */
record LogRequest(String resource, LogSource source, String since, LogQuery query) {
  private static final Map<String, Duration> PERIODS = periods();
  private static final int USUAL_LINES = 1000;
  private static final int LONGEST_NUMBER = 40;

  static LogRequest parse(String resource, ObjectNode body) {
    var source =
        LogSource.find(resource).orElseThrow(() -> Refusal.of(400, "Invalid resource type"));
    var since = text(body.path("since"), "1h");
    var period = PERIODS.get(since);
    if (period == null) {
      throw invalid("Invalid time period", "validPeriods", List.copyOf(PERIODS.keySet()));
    }
    var level =
        LogLevel.find(text(body.path("level"), "all"))
            .orElseThrow(() -> invalid("Invalid log level", "validLevels", LogLevel.words()));
    return new LogRequest(
        resource, source, since, new LogQuery(period, tail(body.path("tail")), level));
  }

  /** What is no text is no period and no level. */
  private static String text(JsonNode value, String usual) {
    return value.isMissingNode() || value.isNull()
        ? usual
        : value.isTextual() ? value.asText() : "";
  }

  /** Brought into its bounds, as the older nodes do; the usual number for what is none. */
  private static int tail(JsonNode value) {
    if (!value.isNumber() && !value.isTextual()) {
      return USUAL_LINES;
    }
    var text = value.asText();
    if (text.length() > LONGEST_NUMBER) {
      return USUAL_LINES;
    }
    try {
      return new BigDecimal(text)
          .max(BigDecimal.ONE)
          .min(BigDecimal.valueOf(LogQuery.MOST_LINES))
          .intValue();
    } catch (NumberFormatException e) {
      return USUAL_LINES;
    }
  }

  private static Refusal invalid(String error, String member, List<String> valid) {
    return new Refusal(Reply.json(400, Map.of("error", error, member, valid)));
  }

  private static Map<String, Duration> periods() {
    var periods = new LinkedHashMap<String, Duration>();
    for (int minutes : new int[] {5, 15, 30}) {
      periods.put(minutes + "m", Duration.ofMinutes(minutes));
    }
    for (int hours : new int[] {1, 2, 6, 12}) {
      periods.put(hours + "h", Duration.ofHours(hours));
    }
    for (int days : new int[] {1, 2, 7}) {
      periods.put(days + "d", Duration.ofDays(days));
    }
    return periods;
  }
}
