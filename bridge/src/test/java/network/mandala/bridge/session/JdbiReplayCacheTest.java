package network.mandala.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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

  private static byte[] request(int n) {
    var name = new byte[32];
    name[0] = (byte) n;
    return name;
  }
}
