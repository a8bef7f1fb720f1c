package network.mandala.bridge.project;

import java.util.ArrayList;
import java.util.List;
import network.mandala.bridge.http.Refusal;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Role;

/** Who may be added to and removed from a project by whom. Pure. */
public final class AdminChange {
  private static final int MOST = 100;

  private AdminChange() {}

  /** With this key as admin; unchanged if it has a role already. */
  static List<Admin> added(List<Admin> admins, String key) {
    if (admins.stream().anyMatch(admin -> admin.identityKey().equals(key))) {
      return admins;
    }
    if (admins.size() >= MOST) {
      throw Refusal.of(400, "A project has at most " + MOST + " admins");
    }
    var more = new ArrayList<>(admins);
    more.add(new Admin(key, Role.ADMIN));
    return List.copyOf(more);
  }

  /**
   * With this key in this role. An owner is made, and made something else, by owners only; the last
   * one stays.
   *
   * @param by who asks
   */
  public static List<Admin> put(List<Admin> admins, Admin wanted, String by) {
    var role = roleOf(admins, wanted.identityKey());
    if (role == wanted.role()) {
      return admins;
    }
    if ((role == Role.OWNER || wanted.role() == Role.OWNER) && roleOf(admins, by) != Role.OWNER) {
      throw Refusal.of(403, "Only an owner makes an owner, or changes one");
    }
    var others =
        role == null
            ? admins
            : role == Role.OWNER
                ? removed(admins, wanted.identityKey(), by)
                : admins.stream()
                    .filter(admin -> !admin.identityKey().equals(wanted.identityKey()))
                    .toList();
    if (others.size() >= MOST) {
      throw Refusal.of(400, "A project has at most " + MOST + " admins");
    }
    var more = new ArrayList<>(others);
    more.add(wanted);
    return List.copyOf(more);
  }

  /**
   * Without this key.
   *
   * @param by who asks; only an owner removes an owner
   */
  public static List<Admin> removed(List<Admin> admins, String key, String by) {
    var role = roleOf(admins, key);
    if (role == null) {
      throw Refusal.of(400, "User not an admin");
    }
    if (role == Role.OWNER) {
      if (admins.stream().filter(admin -> admin.role() == Role.OWNER).count() == 1) {
        throw Refusal.of(400, "Cannot remove last admin");
      }
      if (roleOf(admins, by) != Role.OWNER) {
        throw Refusal.of(403, "Only an owner removes an owner");
      }
    }
    return admins.stream().filter(admin -> !admin.identityKey().equals(key)).toList();
  }

  private static Role roleOf(List<Admin> admins, String key) {
    return admins.stream()
        .filter(admin -> admin.identityKey().equals(key))
        .map(Admin::role)
        .findFirst()
        .orElse(null);
  }
}
