package network.mandala.operator.kubernetes;

import java.util.List;

/**
 * What one pass over the children wrote; each entry is {@code Kind/name}.
 *
 * @param leaving desired children that are being deleted right now; they are made again when they
 *     are gone
 */
public record Changes(
    List<String> created, List<String> updated, List<String> deleted, List<String> leaving) {

  public Changes {
    created = List.copyOf(created);
    updated = List.copyOf(updated);
    deleted = List.copyOf(deleted);
    leaving = List.copyOf(leaving);
  }

  public boolean wroteNothing() {
    return created.isEmpty() && updated.isEmpty() && deleted.isEmpty();
  }
}
