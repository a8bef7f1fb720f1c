package network.mandala.gateway.infer;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import network.mandala.gateway.call.InferenceRequest;
import network.mandala.gateway.call.Refused;
import network.mandala.gateway.metering.JdbiMetering;
import network.mandala.gateway.metering.Metered;
import network.mandala.gateway.metering.Payer;
import network.mandala.gateway.metering.PriceBook;
import network.mandala.gateway.metering.Rates;
import network.mandala.gateway.metering.Usage;
import network.mandala.gateway.metric.GatewayMetrics;
import network.mandala.gateway.payment.Payments;
import network.mandala.gateway.replay.JdbiNonces;
import network.mandala.gateway.runner.Answer;
import network.mandala.gateway.runner.Job;
import network.mandala.gateway.runner.Runner;
import network.mandala.gateway.runner.RunnerFailed;
import network.mandala.identity.fedai.KeyProfile;
import network.mandala.ledger.database.LedgerUnavailable;
import network.mandala.ledger.hold.InsufficientFunds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls, from their envelope to their signed answer. Safe for any number of threads. */
public final class Inference {
  private static final Logger log = LoggerFactory.getLogger(Inference.class);

  /** What a tokenizer may add to a prompt of its own. */
  private static final int SPECIAL_TOKENS = 16;

  /** Between the runner's longest time and the end of what is set aside for it. */
  private static final Duration TO_SETTLE = Duration.ofMinutes(1);

  private final NodeIdentity node;
  private final Access access;
  private final Limits limits;
  private final Duration longest;
  private final Admission admission;
  private final Runner runner;
  private final Payments payments;
  private final JdbiMetering metering;
  private final PriceBook prices;
  private final GatewayMetrics metrics;
  private final Clock clock;
  private final Semaphore free;

  /** What it is put together from. */
  public record Parts(
      NodeIdentity node,
      OlderRouter olderRouter,
      Access access,
      Limits limits,
      Duration longest,
      Runner runner,
      Models models,
      JdbiNonces nonces,
      Payments payments,
      JdbiMetering metering,
      PriceBook prices,
      GatewayMetrics metrics,
      Clock clock) {}

  public Inference(Parts parts) {
    this.node = parts.node();
    this.access = parts.access();
    this.limits = parts.limits();
    this.longest = parts.longest();
    this.runner = parts.runner();
    this.payments = parts.payments();
    this.metering = parts.metering();
    this.prices = parts.prices();
    this.metrics = parts.metrics();
    this.clock = parts.clock();
    this.free = new Semaphore(limits.atOnce());
    this.admission =
        new Admission(
            node.key().profile(),
            parts.olderRouter(),
            access,
            limits,
            parts.nonces(),
            parts.models()::contextWindow,
            clock);
    metrics.inFlight(this::inFlight);
  }

  /** Calls that are being run here. */
  public int inFlight() {
    return limits.atOnce() - free.availablePermits();
  }

  /** A call that may begin. */
  private record Ready(Admission.Admitted call, Payer payer, Rates rates, String traceparent) {
    InferenceRequest request() {
      return call.request();
    }

    Job job() {
      return new Job(
          request().requestId(),
          request().modelId(),
          request().prompt(),
          request().maxTokens(),
          request().temperature(),
          request().topP(),
          traceparent);
    }
  }

  /**
   * Answers a call.
   *
   * @param body as it came
   * @param traceparent of the caller; empty where there is none
   * @return the answer, in JSON
   * @throws Refused with what is wrong
   */
  public String infer(String body, String traceparent) {
    var ready = begin(body, traceparent);
    try {
      long start = System.nanoTime();
      var answer = run(ready, job -> runner.infer(job));
      return settled(ready, answer, System.nanoTime() - start);
    } finally {
      free.release();
    }
  }

  /** A call whose answer may begin to flow; it must be run, or given up. */
  public final class Stream {
    private final Ready ready;

    private Stream(Ready ready) {
      this.ready = ready;
    }

    /** Runs it; the last event is final or error. */
    public void run(Events events) {
      var delivered = new Delivered();
      try {
        long start = System.nanoTime();
        Consumer<String> deltas =
            delta -> {
              events.send("chunk", Answered.chunk(ready.request(), delta, delivered.chunks));
              delivered.add(delta);
            };
        try {
          var answer = Inference.this.run(ready, job -> runner.stream(job, deltas));
          events.send("final", settled(ready, answer, System.nanoTime() - start));
        } catch (CallerGone e) {
          settleWhatWasSent(ready, delivered, System.nanoTime() - start);
        } catch (Refused e) {
          events.send("error", Answered.error(e.error()));
        } catch (LedgerUnavailable e) {
          log.warn("A call was not settled: {}", e.getMessage());
          events.send("error", Answered.error("internal-error"));
        }
      } catch (CallerGone e) {
        log.debug("the end of a stream reached nobody");
      } finally {
        free.release();
      }
    }
  }

  /** What of an answer was sent. */
  private static final class Delivered {
    private int chunks;
    private long bytes;

    void add(String delta) {
      chunks++;
      bytes += delta.getBytes(StandardCharsets.UTF_8).length;
    }
  }

  /**
   * Begins a call whose answer flows.
   *
   * @throws Refused with what is wrong
   */
  public Stream stream(String body, String traceparent) {
    return new Stream(begin(body, traceparent));
  }

  private Ready begin(String body, String traceparent) {
    var call = admission.admit(body);
    var rates = prices.of(call.request().modelId());
    var payer = payer(call, rates);
    if (!free.tryAcquire()) {
      metering.release(payer, call.id());
      throw node.key().profile() == KeyProfile.ED25519
          ? new Refused(429, "capacity-exhausted")
          : new Refused(503, "offload-unavailable");
    }
    return new Ready(call, payer, rates, traceparent);
  }

  private Payer payer(Admission.Admitted call, Rates rates) {
    var request = call.request();
    var project = access.project(call.keyId());
    var now = clock.instant();
    if (project.isPresent()) {
      try {
        return metering
            .reserve(
                project.get(),
                call.id(),
                rates.cost(mostInputTokens(request), request.maxTokens()),
                now.plus(longest).plus(TO_SETTLE))
            .orElseThrow(
                () ->
                    new Refused(
                        402, "payment-required", List.of("the ledger has no such project")));
      } catch (InsufficientFunds e) {
        throw new Refused(
            402, "payment-required", List.of("the project needs " + e.missing() + " more"));
      }
    }
    if (!payments.isRequired()) {
      return new Payer.Nobody();
    }
    try {
      long price = Math.max(1, rates.satoshis(request.estimatedInputTokens(), request.maxTokens()));
      return payments.take(request, call.id(), price, now, longest.plus(TO_SETTLE));
    } catch (Refused e) {
      metrics.receiptFailed();
      throw e;
    }
  }

  /** No tokenizer makes more tokens of a text than it has bytes. */
  private static long mostInputTokens(InferenceRequest request) {
    return (long) request.promptBytes() + SPECIAL_TOKENS;
  }

  private interface Work {
    Answer on(Job job);
  }

  private Answer run(Ready ready, Work work) {
    long start = System.nanoTime();
    try {
      var answer = work.on(ready.job());
      metrics.ran(Duration.ofNanos(System.nanoTime() - start));
      return answer;
    } catch (RunnerFailed e) {
      log.warn("A runner failed: {}", e.getMessage());
      metrics.runnerFailed(e.isTimeout());
      metering.release(ready.payer(), ready.call().id());
      throw e.isTimeout() && node.key().profile() == KeyProfile.SCHNORR
          ? new Refused(504, "runner-timeout")
          : new Refused(500, "internal-error");
    }
  }

  /** Written down and paid, then signed: nothing is answered that is not in the books. */
  private String settled(Ready ready, Answer answer, long nanos) {
    var request = ready.request();
    var output = answer.output();
    var usage =
        new Usage(
            within(answer.inputTokens(), request.estimatedInputTokens(), mostInputTokens(request)),
            within(
                answer.outputTokens(),
                Math.min(InferenceRequest.estimate(output), request.maxTokens()),
                request.maxTokens()),
            request.promptBytes(),
            output.getBytes(StandardCharsets.UTF_8).length,
            Duration.ofNanos(nanos).toMillis(),
            true);
    long cost = settle(ready, usage);
    return Answered.json(node, request, output, usage, cost, clock.instant());
  }

  /** Who goes away pays for what was sent: a piece is at least a token. */
  private void settleWhatWasSent(Ready ready, Delivered delivered, long nanos) {
    var request = ready.request();
    if (delivered.chunks == 0) {
      metering.release(ready.payer(), ready.call().id());
      return;
    }
    settle(
        ready,
        new Usage(
            request.estimatedInputTokens(),
            Math.min(delivered.chunks, request.maxTokens()),
            request.promptBytes(),
            delivered.bytes,
            Duration.ofNanos(nanos).toMillis(),
            false));
  }

  private long settle(Ready ready, Usage usage) {
    long cost = ready.rates().cost(usage.inputTokens(), usage.outputTokens());
    metering.settle(
        new Metered(
            ready.call().id(),
            node.id(),
            ready.request().requestId(),
            ready.request().modelId(),
            ready.call().keyId(),
            ready.payer(),
            usage,
            cost,
            clock.instant()));
    return cost;
  }

  /** A runner's count is believed within what is possible. */
  private static long within(long said, long otherwise, long most) {
    return said < 0 ? otherwise : Math.min(said, most);
  }
}
