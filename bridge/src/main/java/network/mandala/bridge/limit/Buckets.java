package network.mandala.bridge.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * One bucket for each name, for a bounded number of names: of those that were not heard of for long
 * nothing is kept, which is as good as a full bucket. Safe for any number of threads.
 */
final class Buckets {
  private static final int MOST = 100_000;

  private final Rate rate;
  private final LongSupplier nanos;
  private final Cache<String, Bucket> buckets = Caffeine.newBuilder().maximumSize(MOST).build();

  Buckets(Rate rate, LongSupplier nanos) {
    this.rate = rate;
    this.nanos = nanos;
  }

  /** Empty if there was one; else after how many seconds there is. */
  OptionalLong take(String name) {
    if (rate.unlimited()) {
      return OptionalLong.empty();
    }
    var wait = new long[1];
    buckets
        .asMap()
        .compute(
            name,
            (key, known) -> {
              long now = nanos.getAsLong();
              var bucket = known == null ? Bucket.full(rate, now) : known;
              wait[0] = bucket.has(rate, now) ? 0 : bucket.secondsUntilNext(rate, now);
              return bucket.take(rate, now);
            });
    return wait[0] == 0 ? OptionalLong.empty() : OptionalLong.of(wait[0]);
  }
}
