package network.mandala.activator.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The way to one spore: its instances take turns. One that could not be reached is asked last for a
 * while. Safe to use from many threads.
 */
final class Route {

  private static final long REST_NANOS = 5_000_000_000L;

  private final String namespace;
  private final String app;
  private final LongSupplier nanoTime;
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<Endpoint, Long> restsUntil = new ConcurrentHashMap<>();
  private volatile List<Endpoint> endpoints;

  Route(String namespace, String app, List<Endpoint> endpoints, LongSupplier nanoTime) {
    this.namespace = namespace;
    this.app = app;
    this.endpoints = List.copyOf(endpoints);
    this.nanoTime = nanoTime;
  }

  String namespace() {
    return namespace;
  }

  String app() {
    return app;
  }

  void replace(List<Endpoint> now) {
    endpoints = List.copyOf(now);
    restsUntil.keySet().retainAll(now);
  }

  /**
   * All instances in the order in which they are to be asked; the next call begins with another.
   */
  List<Endpoint> inTurn() {
    var known = endpoints;
    if (known.isEmpty()) {
      return known;
    }
    int first = Math.floorMod(turn.getAndIncrement(), known.size());
    var order = new ArrayList<Endpoint>(known.size());
    var resting = new ArrayList<Endpoint>();
    for (int i = 0; i < known.size(); i++) {
      var endpoint = known.get((first + i) % known.size());
      (rests(endpoint) ? resting : order).add(endpoint);
    }
    order.addAll(resting);
    return order;
  }

  /** It could not be reached. */
  void rest(Endpoint endpoint) {
    restsUntil.put(endpoint, nanoTime.getAsLong() + REST_NANOS);
  }

  private boolean rests(Endpoint endpoint) {
    var until = restsUntil.get(endpoint);
    return until != null && until - nanoTime.getAsLong() > 0;
  }
}
