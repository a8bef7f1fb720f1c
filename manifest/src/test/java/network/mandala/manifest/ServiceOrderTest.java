package network.mandala.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServiceOrderTest {
  @Test
  void withoutLinksNothingIsMoved() {
    assertThat(ServiceOrder.of(List.of("b", "a"), List.of()))
        .isEqualTo(new ServiceOrder.Sorted(List.of("b", "a")));
  }

  /** For every graph: an order in which each link points back, or a circle along links. */
  @Test
  void sortsOrShowsACircle() {
    qt().withExamples(1000)
        .forAll(longs().all())
        .checkAssert(
            seed -> {
              var random = new Random(seed);
              var services =
                  IntStream.range(0, 1 + random.nextInt(8)).mapToObj(i -> "s" + i).toList();
              var links = links(services, random);
              switch (ServiceOrder.of(services, links)) {
                case ServiceOrder.Sorted(List<String> order) -> {
                  assertThat(order).containsExactlyInAnyOrderElementsOf(services);
                  assertThat(links)
                      .allSatisfy(
                          link ->
                              assertThat(order.indexOf(link.to()))
                                  .isLessThan(order.indexOf(link.from())));
                }
                case ServiceOrder.Circle(List<String> way) -> {
                  assertThat(way.getFirst()).isEqualTo(way.getLast());
                  for (int i = 0; i + 1 < way.size(); i++) {
                    assertThat(links).contains(new Link(way.get(i), way.get(i + 1), "URL"));
                  }
                }
              }
            });
  }

  private static List<Link> links(List<String> services, Random random) {
    var links = new ArrayList<Link>();
    for (String from : services) {
      for (String to : services) {
        if (!from.equals(to) && random.nextInt(6) == 0) {
          links.add(new Link(from, to, "URL"));
        }
      }
    }
    return links;
  }
}
