package network.mandala.cli.spore;

import picocli.CommandLine.Command;

/** The group of commands about signed bundles. */
@Command(
    name = "spore",
    description = "Signs programs as spores, checks and publishes them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      KeygenCommand.class,
      BuildCommand.class,
      InspectCommand.class,
      VerifyCommand.class,
      PublishCommand.class
    })
public final class SporeCommand {}
