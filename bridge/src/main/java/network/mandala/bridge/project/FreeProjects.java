package network.mandala.bridge.project;

import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toSet;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.mandala.bridge.http.Refusal;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.Role;
import network.mandala.identity.PublicKey;

/**
 * How many projects an identity may own that nobody has paid anything into: each of them costs the
 * provider a namespace. It is exact for all replicas together: each project is noted before it is
 * made. A note whose maker was killed counts for some minutes.
 */
public final class FreeProjects {
  private final int most;
  private final long freeBalance;
  private final NewProjects notes;

  /**
   * @param most 0: any number
   * @param freeBalance satoshis; a project with no more has no money of its own
   */
  public FreeProjects(int most, long freeBalance, NewProjects notes) {
    this.most = most;
    this.freeBalance = freeBalance;
    this.notes = notes;
  }

  /**
   * Makes one more if there is room for it.
   *
   * @param known projects of the owner, as far as this replica knows
   * @throws Refusal 403 that says what to do
   */
  void requireRoomFor(PublicKey owner, String project, List<Project> known, Runnable make) {
    if (most == 0) {
      make.run();
      return;
    }
    if (!notes.add(owner, project, others -> free(owner, known, others).size() < most)) {
      throw Refusal.of(
          403,
          "You own %d projects without money of their own, which is the most: pay into one of them or delete one, then make another"
              .formatted(most));
    }
    try {
      make.run();
    } catch (RuntimeException e) {
      // If it was made all the same it is seen before long.
      notes.forget(project);
      throw e;
    }
  }

  /** Those that are known to be free, and those that somebody makes and that are not known yet. */
  private Set<String> free(PublicKey owner, List<Project> known, Set<String> noted) {
    var byMoney =
        known.stream()
            .collect(
                partitioningBy(
                    project -> isFree(project, owner),
                    mapping(project -> project.getMetadata().getName(), toSet())));
    var free = new HashSet<>(noted);
    free.removeAll(byMoney.get(false));
    free.addAll(byMoney.get(true));
    return free;
  }

  private boolean isFree(Project project, PublicKey owner) {
    return project.getSpec().admins().stream()
            .anyMatch(
                admin -> admin.role() == Role.OWNER && admin.identityKey().equals(owner.hex()))
        && balance(project) <= freeBalance;
  }

  /** Of one that the ledger has not seen yet nothing. */
  private static long balance(Project project) {
    var status = project.getStatus();
    return status == null || status.balance() == null || status.balance().satoshis() == null
        ? 0
        : status.balance().satoshis();
  }
}
