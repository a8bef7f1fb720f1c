package network.mandala.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiReplayCacheTest {
  private static final Instant UNTIL = Instant.parse("2026-01-01T00:15:00Z");

  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  @Test
  void oneOfManyIsFirst() throws Exception {
    var replicas =
        IntStream.range(0, 4)
            .mapToObj(i -> new JdbiReplayCache(mysql.ledger().database()))
            .toList();
    var request = request(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, 40)
              .<Callable<Boolean>>mapToObj(
                  i -> () -> replicas.get(i % replicas.size()).isFirst(request, UNTIL))
              .toList();
      long firsts = 0;
      for (var result : threads.invokeAll(calls)) {
        firsts += result.get() ? 1 : 0;
      }
      assertThat(firsts).isEqualTo(1);
    }
  }

  @Test
  void forgetsWhatCannotBeRepeatedAnyway() {
    var cache = new JdbiReplayCache(mysql.ledger().database());
    assertThat(cache.isFirst(request(2), UNTIL)).isTrue();
    assertThat(cache.isFirst(request(3), UNTIL.plusSeconds(60))).isTrue();

    assertThat(cache.forget(UNTIL.plusSeconds(1))).isPositive();

    assertThat(cache.isFirst(request(3), UNTIL.plusSeconds(60))).isFalse();
    assertThat(cache.isFirst(request(2), UNTIL)).isTrue();
  }

  @Test
  void ofSeveralTogetherEachIsFirstOnce() {
    var cache = new JdbiReplayCache(mysql.ledger().database());
    assertThat(cache.areFirst(requests(10, 11, 12))).containsExactly(true, true, true);

    assertThat(cache.areFirst(requests(13, 11, 14, 13))).containsExactly(true, false, true, false);
    assertThat(cache.areFirst(requests(13, 14))).containsExactly(false, false);
    assertThat(cache.areFirst(requests(15))).containsExactly(true);
  }

  @Test
  void oneOfManyIsFirstAlsoWhenTheyComeTogetherAtAllReplicas() throws Exception {
    var first = new AtomicIntegerArray(50);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, 8)
              .<Callable<Void>>mapToObj(
                  i ->
                      () -> {
                        var numbers = IntStream.range(0, 50).map(n -> i % 2 == 0 ? n : 49 - n);
                        var order = numbers.toArray();
                        var answers =
                            new JdbiReplayCache(mysql.ledger().database())
                                .areFirst(
                                    requests(IntStream.of(order).map(n -> 100 + n).toArray()));
                        for (int n = 0; n < order.length; n++) {
                          if (answers.get(n)) {
                            first.incrementAndGet(order[n]);
                          }
                        }
                        return null;
                      })
              .toList();
      for (var result : threads.invokeAll(calls)) {
        result.get();
      }
    }

    assertThat(IntStream.range(0, 50).map(first::get).toArray()).containsOnly(1);
  }

  private static List<ReplayBatches.Request> requests(int... numbers) {
    return IntStream.of(numbers)
        .mapToObj(n -> new ReplayBatches.Request(request(n), UNTIL.plusSeconds(3600)))
        .toList();
  }

  private static byte[] request(int n) {
    var name = new byte[32];
    name[0] = (byte) n;
    return name;
  }
}
