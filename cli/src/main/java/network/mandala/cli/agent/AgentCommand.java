package network.mandala.cli.agent;

import picocli.CommandLine.Command;

/** The group of commands about Agents. */
@Command(
    name = "agent",
    description = "Runs agents: from a folder of source to a URL.",
    mixinStandardHelpOptions = true,
    subcommands = {
      PushCommand.class,
      LogsCommand.class,
      StatusCommand.class,
      ReleasesCommand.class,
      RollbackCommand.class,
      RestartCommand.class,
      BuildLogCommand.class,
      ListCommand.class,
      DeleteCommand.class
    })
public final class AgentCommand {}
