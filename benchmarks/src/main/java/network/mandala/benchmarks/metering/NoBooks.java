package network.mandala.benchmarks.metering;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import network.mandala.crds.project.Network;
import network.mandala.ledger.debit.DebitWindow;
import network.mandala.ledger.debit.Debits;
import network.mandala.ledger.debit.MissingTotals;
import network.mandala.ledger.debit.MissingWindow;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.project.Projects;
import network.mandala.ledger.receipt.Receipt;
import network.mandala.ledger.usage.Meter;

/** Knows all projects and counts what it is to charge. */
final class NoBooks implements Debits, Projects {

  private final Instant cursor;
  private final List<LedgerProject> projects =
      IntStream.range(0, Recorded.PROJECTS)
          .mapToObj(
              project ->
                  new LedgerProject(
                      "%032x".formatted(project),
                      "p%05d".formatted(project),
                      Recorded.namespace(project),
                      "",
                      Network.MAIN,
                      List.of(),
                      Contacts.NONE))
          .toList();
  private int windows;
  private int readings;

  NoBooks(Instant cursor) {
    this.cursor = cursor;
  }

  int windows() {
    return windows;
  }

  int readings() {
    return readings;
  }

  @Override
  public List<Receipt> charge(List<DebitWindow> batch) {
    windows += batch.size();
    batch.forEach(window -> readings += window.readings().size());
    return List.of();
  }

  @Override
  public void missing(Collection<MissingWindow> missing) {
    throw new IllegalStateException("the recorded answers have no holes: " + missing);
  }

  @Override
  public List<MissingWindow> openMissing(int limit) {
    return List.of();
  }

  @Override
  public void filled(Collection<MissingWindow> filled) {
    throw new IllegalStateException("nothing is missing");
  }

  @Override
  public int writeOff(Instant olderThan, String reason) {
    return 0;
  }

  @Override
  public Map<Meter, MissingTotals> missingTotals() {
    return Map.of();
  }

  @Override
  public Optional<Instant> cursor(Meter meter) {
    return Optional.of(cursor);
  }

  @Override
  public void advance(Meter meter, Instant to) {
    // The next run reads the same window.
  }

  @Override
  public void register(LedgerProject project) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close(String projectId, Instant when) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<LedgerProject> open() {
    return projects;
  }

  @Override
  public Optional<LedgerProject> byName(String name) {
    return Optional.empty();
  }

  @Override
  public Optional<LedgerProject> byId(String projectId) {
    return Optional.empty();
  }
}
