package network.mandala.billing.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Locale;
import network.mandala.identity.CanonicalJson;

/**
 * What is posted to a webhook, in the form of RFC 8785. Amounts are texts: a number of JSON is not
 * exact beyond 2^53.
 */
final class WebhookBody {

  private WebhookBody() {}

  static byte[] of(Delivery delivery, String node) {
    var notice = delivery.notice();
    var body = JsonNodeFactory.instance.objectNode();
    body.put("type", "mandala.balance-alert.v1");
    body.put("id", id(delivery));
    body.put("node", node);
    body.put("at", notice.at().toString());
    body.put("direction", notice.direction().name().toLowerCase(Locale.ROOT));
    body.put("urgency", notice.urgency().word());
    body.put("balanceSatoshis", String.valueOf(notice.balance()));
    var thresholds = body.putArray("thresholdsSatoshis");
    notice.thresholds().forEach(threshold -> thresholds.add(String.valueOf(threshold)));
    var project = body.putObject("project");
    project.put("id", notice.projectId());
    project.put("name", notice.project());
    project.put("displayName", notice.name());
    project.put("network", notice.network());
    return CanonicalJson.bytes(body.toString());
  }

  /** The same at each attempt. */
  static String id(Delivery delivery) {
    return delivery.notice().projectId() + "-" + delivery.id();
  }
}
