package network.mandala.cli.spore;

import java.util.List;
import java.util.Map;
import network.mandala.cli.console.Table;
import network.mandala.identity.spore.SporeManifest;

/** A checked bundle, for a person or a program to read. */
record SporeView(
    String file,
    String digest,
    String publicKey,
    String name,
    String version,
    String command,
    List<String> args,
    Map<String, String> env,
    List<String> provides,
    long cpuMilli,
    long memoryMb,
    long p99BudgetMs,
    String lsmProfile,
    boolean readOnlyFs,
    String createdAt,
    String binarySha256,
    long binaryBytes) {
  static SporeView of(BundleFile bundle) {
    SporeManifest manifest = bundle.spore().manifest();
    return new SporeView(
        bundle.path().toString(),
        bundle.digest(),
        bundle.spore().signer().base64(),
        manifest.name(),
        manifest.version(),
        manifest.command(),
        manifest.args().all(),
        manifest.env().all(),
        manifest.provides().all(),
        manifest.cpuMilli(),
        manifest.memoryMb(),
        manifest.p99BudgetMs(),
        manifest.lsmProfile(),
        manifest.readOnlyFs(),
        manifest.createdAt().text(),
        manifest.binarySha256(),
        bundle.spore().binaryBytes());
  }

  String built() {
    return "Spore: %s%nDigest: %s%nPublic key: %s".formatted(file, digest, publicKey);
  }

  String whole() {
    var table = new Table("SPORE", shown(name));
    table.row("version", shown(version));
    table.row("digest", digest);
    table.row("signed by", publicKey);
    table.row("created at", createdAt);
    table.row("command", shown(command));
    table.row("args", shown(args.toString()));
    table.row("env", shown(env.keySet().toString()));
    table.row("provides", shown(provides.toString()));
    table.row("cpu", cpuMilli + "m");
    table.row("memory", memoryMb + " MB");
    table.row("p99 budget", p99BudgetMs + " ms");
    table.row("lsm profile", shown(lsmProfile));
    table.row("read-only fs", String.valueOf(readOnlyFs));
    table.row("binary", binarySha256 + ", " + binaryBytes + " bytes");
    return table.toString();
  }

  /** A stranger's text on a terminal: nothing in it moves the cursor. */
  private static String shown(String text) {
    return text.codePoints()
        .map(point -> Character.isISOControl(point) ? '?' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
