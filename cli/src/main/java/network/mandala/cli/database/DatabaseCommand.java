package network.mandala.cli.database;

import picocli.CommandLine.Command;

/** The group of commands about databases. */
@Command(
    name = "database",
    description = "Copies the databases of agents, goes back to copies, makes new passwords.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ListCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      RotateCommand.class
    })
public final class DatabaseCommand {}
