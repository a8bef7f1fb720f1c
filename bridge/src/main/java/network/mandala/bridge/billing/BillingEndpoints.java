package network.mandala.bridge.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import network.mandala.bridge.date.JavaScriptDate;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.crds.project.Project;

/** The books of a project, as the older nodes show them. */
public final class BillingEndpoints {
  private static final Instant FIRST = Instant.EPOCH;
  private static final Instant LAST = Instant.parse("9998-01-01T00:00:00Z");

  private final BillingStats stats;

  public BillingEndpoints(BillingStats stats) {
    this.stats = stats;
  }

  public Reply stats(Call call, Project project) {
    var reply = Json.object();
    var records = reply.putArray("records");
    stats
        .of(
            project.getMetadata().getName(),
            direction(call.body().path("type")),
            date(call.body(), "start", FIRST),
            date(call.body(), "end", LAST))
        .forEach(booking -> write(booking, records));
    return Reply.ok(reply);
  }

  private static void write(Booking booking, ArrayNode records) {
    var entry = booking.entry();
    var node = records.addObject();
    node.put("id", entry.id());
    node.put("project_id", entry.projectId());
    node.putNull("deploy_id");
    node.put("timestamp", entry.at().truncatedTo(ChronoUnit.MILLIS).toString());
    node.put("type", booking.isDebit() ? "debit" : "credit");
    var metadata = booking.findReceipt().map(ChargeMetadata::of).orElseGet(Json::object);
    metadata.put("reason", entry.reason());
    metadata.put("kind", entry.kind().name().toLowerCase(Locale.ROOT));
    node.set("metadata", metadata);
    node.put("amount_sats", decimal(Math.abs(entry.amount().value())));
    node.put("balance_after", decimal(entry.balanceAfter().value()));
  }

  /** A decimal of their database: a string with eight places. */
  private static String decimal(long satoshis) {
    return satoshis + ".00000000";
  }

  private static BillingStats.Direction direction(JsonNode type) {
    if (isAbsent(type)) {
      return BillingStats.Direction.BOTH;
    }
    return switch (type.asText("")) {
      case "debit" -> BillingStats.Direction.DEBIT;
      case "credit" -> BillingStats.Direction.CREDIT;
      default -> throw Refusal.of(400, "Invalid type: it is debit or credit");
    };
  }

  private static Instant date(ObjectNode body, String name, Instant usual) {
    var value = body.path(name);
    if (isAbsent(value)) {
      return usual;
    }
    var date =
        value.canConvertToLong() && value.isNumber()
            ? JavaScriptDate.ofMillis(value.asLong())
            : value.isTextual()
                ? JavaScriptDate.parse(value.textValue())
                : Optional.<Instant>empty();
    return date.map(found -> found.isBefore(FIRST) ? FIRST : found.isAfter(LAST) ? LAST : found)
        .orElseThrow(() -> Refusal.of(400, "Invalid " + name + ": it is no date"));
  }

  private static boolean isAbsent(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (value.isTextual() && value.asText().isEmpty());
  }
}
