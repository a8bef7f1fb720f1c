package network.mandala.bridge.testing;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import network.mandala.bridge.session.ReplayCache;

/** For tests of one process. */
public final class InMemoryReplayCache implements ReplayCache {
  private final Set<String> seen = ConcurrentHashMap.newKeySet();

  @Override
  public boolean isFirst(byte[] request, Instant until) {
    return seen.add(HexFormat.of().formatHex(request));
  }
}
