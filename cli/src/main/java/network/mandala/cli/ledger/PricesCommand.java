package network.mandala.cli.ledger;

import java.time.Clock;
import java.util.List;
import network.mandala.cli.console.RowsOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows price lists. */
@Command(
    name = "prices",
    description =
        "Shows the price list in force, or all that ever were. The chart's value 'prices' makes them.",
    mixinStandardHelpOptions = true)
final class PricesCommand implements Runnable {
  @Mixin private RowsOption rows;
  @Mixin private LedgerOption ledger;

  @Parameters(
      arity = "0..1",
      paramLabel = "history",
      description = "history: all lists, the oldest first.")
  private Which which;

  /** Which lists. */
  enum Which {
    HISTORY
  }

  @Override
  public void run() {
    ledger.use(
        access -> {
          var prices = access.ledger().prices();
          var lists =
              which == Which.HISTORY
                  ? prices.history()
                  : List.of(prices.at(Clock.systemUTC().instant()));
          var views = lists.stream().flatMap(PriceView::of).toList();
          rows.answer(PriceView.class, views, () -> PriceView.table(views));
        });
  }
}
