package network.mandala.cli.ledger;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import network.mandala.cli.console.Table;
import network.mandala.ledger.report.ReportRow;
import network.mandala.ledger.usage.MeterItem;

/**
 * What a project used of one thing, as it is shown.
 *
 * @param quantity exact, in {@code unit}
 */
@JsonPropertyOrder({"project", "projectId", "meter", "quantity", "unit", "millisatoshis"})
record UsageView(
    String project,
    String projectId,
    String meter,
    BigInteger quantity,
    String unit,
    BigInteger millisatoshis) {
  private static final int DIGITS = 6;

  static UsageView of(String project, ReportRow row) {
    return new UsageView(
        project,
        row.projectId(),
        row.item().text(),
        row.quantity(),
        row.item().meter().quanta(),
        row.millisatoshis());
  }

  /** People read core-hours rather than core-microseconds. */
  static String table(List<UsageView> rows) {
    if (rows.isEmpty()) {
      return "nothing was used in this time";
    }
    var table = new Table("PROJECT", "METER", "USED", "UNIT", "SATOSHIS");
    var sum = BigInteger.ZERO;
    for (UsageView row : rows) {
      var meter = MeterItem.parse(row.meter).meter();
      table.row(
          row.project,
          row.meter,
          new BigDecimal(row.quantity)
              .divide(BigDecimal.valueOf(meter.divisor()), DIGITS, RoundingMode.HALF_UP)
              .toPlainString(),
          meter.priceUnit(),
          satoshis(row.millisatoshis));
      sum = sum.add(row.millisatoshis);
    }
    return table.row("all", null, null, null, satoshis(sum)).toString();
  }

  private static String satoshis(BigInteger millisatoshis) {
    return new BigDecimal(millisatoshis, 3).toPlainString();
  }
}
