package network.mandala.operator.testing;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Watches what a client writes, and can let it die: after so many writes nothing leaves the process
 * any more, as if it had been killed at that instruction.
 */
public final class Writes implements Interceptor {

  private final int most;
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private volatile boolean dead;

  private Writes(int most) {
    this.most = most;
  }

  public static Writes unlimited() {
    return new Writes(Integer.MAX_VALUE);
  }

  /** Dies instead of the write that follows {@code most}. */
  public static Writes dyingAfter(int most) {
    return new Writes(most);
  }

  @Override
  public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
    if (dead) {
      throw new IllegalStateException("the process is dead");
    }
    if (request.method().equals("GET")) {
      return;
    }
    synchronized (this) {
      if (seen.size() >= most) {
        dead = true;
        throw new IllegalStateException("the process dies");
      }
      seen.add(request.method() + " " + request.uri().getPath());
    }
  }

  /** Method and path of each write that left the process. */
  public List<String> seen() {
    return List.copyOf(seen);
  }

  public boolean isDead() {
    return dead;
  }
}
