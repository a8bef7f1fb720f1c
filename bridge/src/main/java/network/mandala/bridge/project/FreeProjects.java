package network.mandala.bridge.project;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import network.mandala.bridge.http.Refusal;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.Role;
import network.mandala.identity.PublicKey;

/**
 * How many projects an identity may own that nobody has paid anything into: each of them costs the
 * provider a namespace. Calls of one identity to this replica come one after the other; of two
 * replicas that are asked in the same moment each may make one.
 */
public final class FreeProjects {
  private static final int LOCKS = 64;

  private final int most;
  private final long freeBalance;
  private final List<Object> locks = IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toList();

  /**
   * @param most 0: any number
   * @param freeBalance satoshis; a project with no more has no money of its own
   */
  public FreeProjects(int most, long freeBalance) {
    this.most = most;
    this.freeBalance = freeBalance;
  }

  /**
   * Makes one more if there is room for it.
   *
   * @param known reads the projects of the owner; with what was made by {@code make} before
   * @throws Refusal 403 that says what to do
   */
  void requireRoomFor(PublicKey owner, Supplier<List<Project>> known, Runnable make) {
    if (most == 0) {
      make.run();
      return;
    }
    synchronized (locks.get(Math.floorMod(owner.hashCode(), LOCKS))) {
      requireRoom(owner, known.get());
      make.run();
    }
  }

  private void requireRoom(PublicKey owner, List<Project> projects) {
    long free = projects.stream().filter(project -> isFree(project, owner)).count();
    if (free >= most) {
      throw Refusal.of(
          403,
          "You own %d projects without money of their own, which is the most: pay into one of them or delete one, then make another"
              .formatted(free));
    }
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
