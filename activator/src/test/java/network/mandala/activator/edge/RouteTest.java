package network.mandala.activator.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RouteTest {

  private static final Endpoint A = new Endpoint("10.0.0.1", 8080);
  private static final Endpoint B = new Endpoint("10.0.0.2", 8080);
  private static final Endpoint C = new Endpoint("10.0.0.3", 8080);

  private final AtomicLong now = new AtomicLong();

  @Test
  void instancesTakeTurns() {
    var route = route(A, B, C);

    var first = new ArrayList<Endpoint>();
    for (int i = 0; i < 6; i++) {
      first.add(route.inTurn().getFirst());
    }

    assertThat(first).containsExactly(A, B, C, A, B, C);
    assertThat(route.inTurn()).containsExactly(A, B, C);
    assertThat(route.inTurn()).containsExactly(B, C, A);
  }

  @Test
  void oneThatCouldNotBeReachedIsAskedLastForAWhile() {
    var route = route(A, B);

    route.rest(A);

    assertThat(route.inTurn()).containsExactly(B, A);
    assertThat(route.inTurn()).containsExactly(B, A);
    now.addAndGet(6_000_000_000L);
    assertThat(route.inTurn()).containsExactly(A, B);
  }

  @Test
  void whereAllRestTheyAreAskedAllTheSame() {
    var route = route(A, B);

    route.rest(A);
    route.rest(B);

    assertThat(route.inTurn()).containsExactly(A, B);
  }

  @Test
  void othersComeInThePlaceOfThose() {
    var route = route(A);

    route.replace(List.of(B, C));
    assertThat(route.inTurn()).containsExactlyInAnyOrder(B, C);

    route.replace(List.of());
    assertThat(route.inTurn()).isEmpty();
  }

  private Route route(Endpoint... endpoints) {
    return new Route("ns", "app", List.of(endpoints), now::get);
  }
}
