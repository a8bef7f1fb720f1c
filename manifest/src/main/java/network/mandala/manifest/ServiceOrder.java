package network.mandala.manifest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/** In which order services are started: each after those whose URLs it is told. */
sealed interface ServiceOrder {
  record Sorted(List<String> services) implements ServiceOrder {}

  /**
   * @param services a way along links that ends where it begins
   */
  record Circle(List<String> services) implements ServiceOrder {}

  /**
   * Those that do not depend on each other keep their order.
   *
   * @param links between {@code services} only
   */
  static ServiceOrder of(Collection<String> services, List<Link> links) {
    var sorted = new LinkedHashSet<String>();
    var waiting = new ArrayList<>(services);
    while (!waiting.isEmpty()) {
      var next =
          waiting.stream().filter(service -> sorted.containsAll(needs(service, links))).findFirst();
      if (next.isEmpty()) {
        return circle(waiting, links);
      }
      sorted.add(next.get());
      waiting.remove(next.get());
    }
    return new Sorted(List.copyOf(sorted));
  }

  private static List<String> needs(String service, List<Link> links) {
    return links.stream().filter(link -> link.from().equals(service)).map(Link::to).toList();
  }

  /** Each of {@code stuck} needs another one of them: following that leads into a circle. */
  private static Circle circle(List<String> stuck, List<Link> links) {
    var way = new ArrayList<String>();
    var here = stuck.getFirst();
    while (!way.contains(here)) {
      way.add(here);
      here = needs(here, links).stream().filter(stuck::contains).findFirst().orElseThrow();
    }
    var circle = new ArrayList<>(way.subList(way.indexOf(here), way.size()));
    circle.add(here);
    return new Circle(List.copyOf(circle));
  }
}
