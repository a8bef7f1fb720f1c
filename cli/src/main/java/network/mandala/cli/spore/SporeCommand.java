package network.mandala.cli.spore;

import picocli.CommandLine.Command;

/** The group of commands about signed bundles. */
@Command(
    name = "spore",
    description = "Signs programs as spores, checks, publishes and runs them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      KeygenCommand.class,
      BuildCommand.class,
      InspectCommand.class,
      VerifyCommand.class,
      PublishCommand.class,
      TrustCommand.class,
      RunCommand.class,
      StatusCommand.class,
      StopCommand.class,
      PromoteCommand.class,
      RollbackCommand.class
    })
public final class SporeCommand {}
