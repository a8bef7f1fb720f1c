package network.mandala.cli.project;

import java.util.Map;
import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.console.Table;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Role;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.PublicKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Who may use a project through a node with a key. */
@Command(
    name = "admin",
    description = "Shows and changes which keys may use a project through the node.",
    mixinStandardHelpOptions = true)
final class AdminCommand {
  @Command(
      name = "list",
      description = "Shows the keys and what they may do.",
      mixinStandardHelpOptions = true)
  void list(
      @Mixin OutputOption output,
      @Mixin PlaceOption place,
      @Parameters(paramLabel = "NAME", description = "The project.") String name) {
    var console = output.console();
    try (var at = place.open()) {
      var admins = ProjectBackend.at(at, console).admins(name);
      console.answer(
          () -> {
            var table = new Table("KEY", "ROLE");
            admins.forEach(admin -> table.row(admin.identityKey(), word(admin.role())));
            return table.toString();
          },
          admins);
    }
  }

  @Command(
      name = "add",
      description = "Gives a key a role, or another one.",
      mixinStandardHelpOptions = true)
  void add(
      @Mixin OutputOption output,
      @Mixin PlaceOption place,
      @Parameters(paramLabel = "NAME", description = "The project.") String name,
      @Parameters(paramLabel = "KEY", description = "The identity key, 66 digits.") String key,
      @Option(
              names = "--role",
              paramLabel = "ROLE",
              defaultValue = "admin",
              description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
          Role role) {
    var console = output.console();
    var admin = new Admin(checked(key), role);
    try (var at = place.open()) {
      ProjectBackend.at(at, console).putAdmin(name, admin);
      console.answer(
          () -> "%s is %s of project %s".formatted(admin.identityKey(), word(role), name), admin);
    }
  }

  @Command(
      name = "remove",
      description = "Takes the role of a key away.",
      mixinStandardHelpOptions = true)
  void remove(
      @Mixin OutputOption output,
      @Mixin PlaceOption place,
      @Parameters(paramLabel = "NAME", description = "The project.") String name,
      @Parameters(paramLabel = "KEY", description = "The identity key, 66 digits.") String key) {
    var console = output.console();
    var checked = checked(key);
    try (var at = place.open()) {
      ProjectBackend.at(at, console).removeAdmin(name, checked);
      console.answer(
          () -> "%s has no role in project %s".formatted(checked, name),
          Map.of("removed", checked));
    }
  }

  private static String checked(String key) {
    try {
      return PublicKey.parse(key).hex();
    } catch (InvalidKey e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  private static String word(Role role) {
    return role.name().toLowerCase(java.util.Locale.ROOT);
  }
}
