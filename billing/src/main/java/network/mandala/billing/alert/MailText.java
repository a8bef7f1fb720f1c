package network.mandala.billing.alert;

import static java.util.Map.entry;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A notice as a mail: subject, plain text and HTML. */
record MailText(String subject, String plain, String html) {

  private static final Template PLAIN = Template.plain("alert.txt");
  private static final Template HTML = Template.html("alert.html");

  /**
   * @param node how the provider calls the node, such as its domain
   */
  static MailText of(Notice notice, String node) {
    var values =
        Map.ofEntries(
            entry("name", notice.name()),
            entry("project", notice.project()),
            entry("projectId", notice.projectId()),
            entry("network", notice.network()),
            entry("happened", fell(notice) ? "has fallen" : "has risen"),
            entry("crossed", fell(notice) ? "Fell below" : "Rose to   "),
            entry("balance", number(notice.balance())),
            entry("thresholds", numbers(notice.thresholds())),
            entry("urgency", notice.urgency().word()),
            entry("advice", advice(notice)),
            entry("at", notice.at().toString()),
            entry("node", node));
    return new MailText(
        "Billing Alert for Project: " + Harmless.line(notice.name()),
        PLAIN.fill(values),
        HTML.fill(values));
  }

  private static boolean fell(Notice notice) {
    return notice.direction() == Direction.FELL;
  }

  private static String advice(Notice notice) {
    if (!fell(notice)) {
      return notice.balance() < 0
          ? "It is still below zero: more was used than was paid for."
          : "If its agents slept for want of balance, they wake by themselves now.";
    }
    if (notice.balance() < 0) {
      return "More was used than was paid for. The project may be asleep now; its data is kept. It"
          + " wakes by itself soon after its balance has been topped up.";
    }
    return notice.urgency() == Urgency.URGENT
        ? "Top the project up soon: without balance its agents are put to sleep, with their data"
            + " kept."
        : "Nothing has to be done at once.";
  }

  private static String numbers(List<Long> amounts) {
    return amounts.stream().map(MailText::number).collect(Collectors.joining(", "));
  }

  private static String number(long satoshis) {
    var symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    symbols.setGroupingSeparator(' ');
    return new DecimalFormat("#,##0", symbols).format(satoshis);
  }
}
