package network.mandala.billing.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers what is due, several at once; each has a bound in time that the other side cannot
 * stretch, so that one that speaks a byte a minute holds up nobody.
 */
final class Deliveries implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  /** How many are under way together. */
  static final int AT_ONCE = 16;

  private final Outbox outbox;
  private final Map<Channel, Sender> senders;
  private final Duration deadline;
  private final AlertMetrics metrics;

  /** Virtual threads: an interrupt ends a conversation on a socket. */
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("alert-", 0).factory());

  Deliveries(Outbox outbox, Map<Channel, Sender> senders, Duration deadline, AlertMetrics metrics) {
    this.outbox = outbox;
    this.senders = Map.copyOf(senders);
    this.deadline = deadline;
    this.metrics = metrics;
  }

  /** Returns when nothing is due any more. */
  void deliverAll() throws InterruptedException {
    List<Delivery> claimed;
    do {
      claimed = outbox.claim(AT_ONCE);
      deliver(claimed);
    } while (claimed.size() == AT_ONCE);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void deliver(List<Delivery> claimed) throws InterruptedException {
    if (claimed.isEmpty()) {
      return;
    }
    var tasks = claimed.stream().<Callable<Outcome>>map(this::task).toList();
    var results = threads.invokeAll(tasks, deadline.toMillis(), TimeUnit.MILLISECONDS);
    var outcomes = new ArrayList<Outcome>();
    for (var result : results) {
      outcomes.add(outcome(result));
    }
    for (int i = 0; i < claimed.size(); i++) {
      settle(claimed.get(i), outcomes.get(i));
    }
  }

  private Callable<Outcome> task(Delivery delivery) {
    var sender = senders.get(delivery.channel());
    return sender == null
        ? () -> new Outcome.Failed("this node has no way to send it: see alerts.mail")
        : () -> sender.send(delivery);
  }

  private static Outcome outcome(Future<Outcome> result) throws InterruptedException {
    try {
      return result.get();
    } catch (CancellationException e) {
      return new Outcome.Failed("the other side was too slow");
    } catch (ExecutionException e) {
      LOG.error("A delivery ended in a mistake of ours", e.getCause());
      return new Outcome.Failed("a mistake of ours; see the log of billing");
    }
  }

  private void settle(Delivery delivery, Outcome outcome) {
    switch (outcome) {
      case Outcome.Delivered _ -> {
        outbox.delivered(delivery);
        metrics.attempt(delivery.channel(), AlertMetrics.Result.DELIVERED);
        LOG.info("Delivered alert: {}", delivery);
      }
      case Outcome.Refused(String why) -> giveUp(delivery, why);
      case Outcome.Failed(String why) ->
          Backoff.after(delivery.attempt())
              .ifPresentOrElse(
                  delay -> {
                    outbox.retry(delivery, delay, why);
                    metrics.attempt(delivery.channel(), AlertMetrics.Result.FAILED);
                    LOG.info("Not delivered yet: {}: {}; again in {}", delivery, why, delay);
                  },
                  () -> giveUp(delivery, why));
    }
  }

  private void giveUp(Delivery delivery, String why) {
    outbox.giveUp(delivery, why);
    metrics.attempt(delivery.channel(), AlertMetrics.Result.GIVEN_UP);
    LOG.warn(
        "Gave up an alert of project {}: {}: {}. Its contacts are in spec.funding.contacts of the"
            + " Project; the balance is in its status",
        delivery.notice().project(),
        delivery,
        why);
  }
}
