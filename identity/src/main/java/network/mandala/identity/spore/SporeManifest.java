package network.mandala.identity.spore;

/**
 * What a publisher says about a program (spec of the older mesh, section 2.1).
 *
 * @param kind {@code Spore}
 * @param version any text
 * @param command the name of the file that the binary becomes
 * @param cpuMilli thousandths of a processor that an instance needs
 * @param memoryMb memory that an instance needs, in MB
 * @param p99BudgetMs how long 99 of 100 requests may take, in milliseconds
 * @param binarySha256 of the binary, in lower case hexadecimal digits
 * @param signature 64 bytes in base64; empty before it is signed
 * @param publicKey the signer's, 32 bytes in base64
 */
public record SporeManifest(
    String kind,
    String name,
    String version,
    String command,
    Texts args,
    Variables env,
    Texts provides,
    long cpuMilli,
    long memoryMb,
    long p99BudgetMs,
    String lsmProfile,
    boolean readOnlyFs,
    SporeTime createdAt,
    String binarySha256,
    String signature,
    String publicKey) {
  /** What every spore's {@code kind} is. */
  public static final String KIND = "Spore";

  /**
   * Reads a manifest as its author writes it: what is missing has no value, and the last three
   * fields are made when it is signed.
   *
   * @throws InvalidSpore if it is not JSON, or has a key that no manifest has or has twice
   */
  public static SporeManifest parse(byte[] json) {
    return new ManifestReader(json).read();
  }

  /** As it lies in a bundle: with two spaces, without a new line at the end. */
  public byte[] indented() {
    return write(JsonOutput.indented(), signature);
  }

  /** What is signed: one line, with an empty signature. */
  byte[] canonical(GoEscapes escapes) {
    return write(JsonOutput.compact(escapes), "");
  }

  /** Whether a time was given. */
  public boolean hasTime() {
    return !createdAt.isZero();
  }

  /** The same, made at another time. */
  public SporeManifest at(SporeTime time) {
    return with(kind, time, binarySha256, signature, publicKey);
  }

  SporeManifest of(String newKind, String newBinarySha256, String newPublicKey) {
    return with(newKind, createdAt, newBinarySha256, "", newPublicKey);
  }

  SporeManifest signed(String newSignature) {
    return with(kind, createdAt, binarySha256, newSignature, publicKey);
  }

  private SporeManifest with(
      String newKind,
      SporeTime newCreatedAt,
      String newBinarySha256,
      String newSignature,
      String newPublicKey) {
    return new SporeManifest(
        newKind,
        name,
        version,
        command,
        args,
        env,
        provides,
        cpuMilli,
        memoryMb,
        p99BudgetMs,
        lsmProfile,
        readOnlyFs,
        newCreatedAt,
        newBinarySha256,
        newSignature,
        newPublicKey);
  }

  private byte[] write(JsonOutput out, String withSignature) {
    return out.object(
            manifest ->
                manifest
                    .text("kind", kind)
                    .text("name", name)
                    .text("version", version)
                    .text("command", command)
                    .texts("args", args)
                    .variables("env", env)
                    .texts("provides", provides)
                    .object(
                        "nutrients",
                        of -> of.number("cpu_milli", cpuMilli).number("memory_mb", memoryMb))
                    .object("slo", of -> of.number("p99_budget_ms", p99BudgetMs))
                    .object(
                        "security",
                        of -> of.text("lsm_profile", lsmProfile).truth("read_only_fs", readOnlyFs))
                    .text("created_at", createdAt.text())
                    .text("binary_sha256", binarySha256)
                    .text("signature", withSignature)
                    .text("public_key", publicKey))
        .bytes();
  }
}
