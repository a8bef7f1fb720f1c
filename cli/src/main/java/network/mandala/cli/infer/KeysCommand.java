package network.mandala.cli.infer;

import picocli.CommandLine.Command;

/** The group of commands about keys of inference. */
@Command(
    name = "keys",
    description = "Makes and shows keys that sign calls of inference.",
    mixinStandardHelpOptions = true,
    subcommands = {KeysGenCommand.class, KeysShowCommand.class})
public final class KeysCommand {}
