package network.mandala.cli.project;

import picocli.CommandLine.Command;

/** The group of commands about Projects. */
@Command(
    name = "project",
    description = "Makes, shows and deletes projects: the rooms that tenants work in.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CreateCommand.class,
      GetCommand.class,
      ListCommand.class,
      AdminCommand.class,
      DeleteCommand.class
    })
public final class ProjectCommand {}
