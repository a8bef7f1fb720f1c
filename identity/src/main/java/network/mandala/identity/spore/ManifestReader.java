package network.mandala.identity.spore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** Reads one manifest; what it has not said has Go's zero value. */
final class ManifestReader {
  private static final String WHOLE = "the manifest";
  private static final List<String> KEYS =
      List.of(
          "kind",
          "name",
          "version",
          "command",
          "args",
          "env",
          "provides",
          "nutrients",
          "slo",
          "security",
          "created_at",
          "binary_sha256",
          "signature",
          "public_key");

  private final JsonInput in;
  private String kind = "";
  private String name = "";
  private String version = "";
  private String command = "";
  private Texts args = Texts.NONE;
  private Variables env = Variables.NONE;
  private Texts provides = Texts.NONE;
  private long cpuMilli;
  private long memoryMb;
  private long p99BudgetMs;
  private String lsmProfile = "";
  private boolean readOnlyFs;
  private SporeTime createdAt = SporeTime.ZERO;
  private String binarySha256 = "";
  private String signature = "";
  private String publicKey = "";

  ManifestReader(byte[] json) {
    this.in = new JsonInput(json);
  }

  SporeManifest read() {
    in.object(WHOLE, this::member);
    in.end();
    return new SporeManifest(
        kind,
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
        createdAt,
        binarySha256,
        signature,
        publicKey);
  }

  private void member(String key) {
    switch (key) {
      case "kind" -> kind = in.text(key);
      case "name" -> name = in.text(key);
      case "version" -> version = in.text(key);
      case "command" -> command = in.text(key);
      case "args" -> args = texts(key);
      case "env" -> env = variables(key);
      case "provides" -> provides = texts(key);
      case "nutrients" ->
          numbers(
              key, Map.of("cpu_milli", value -> cpuMilli = value, "memory_mb", v -> memoryMb = v));
      case "slo" -> numbers(key, Map.of("p99_budget_ms", value -> p99BudgetMs = value));
      case "security" -> security(key);
      case "created_at" -> createdAt = in.isNull() ? SporeTime.ZERO : time(key);
      case "binary_sha256" -> binarySha256 = in.text(key);
      case "signature" -> signature = in.text(key);
      case "public_key" -> publicKey = in.text(key);
      default -> throw in.unknown(key, WHOLE, KEYS);
    }
  }

  private SporeTime time(String key) {
    return SporeTime.parse(in.text(key));
  }

  private Texts texts(String key) {
    if (in.isNull()) {
      return Texts.NONE;
    }
    var all = new ArrayList<String>();
    in.array(key, () -> all.add(in.text("an element of " + key)));
    return Texts.of(all);
  }

  private Variables variables(String key) {
    if (in.isNull()) {
      return Variables.NONE;
    }
    var all = new TreeMap<String, String>();
    in.object(
        key, variable -> all.put(variable, in.text("the variable " + JsonInput.shown(variable))));
    return Variables.of(all);
  }

  private void numbers(String key, Map<String, LongConsumer> members) {
    if (in.isNull()) {
      return;
    }
    in.object(
        key,
        name -> {
          var member = members.get(name);
          if (member == null) {
            throw in.unknown(name, key, members.keySet());
          }
          long value = in.integer(name);
          if (value < 0) {
            throw in.invalid(name + " is below zero");
          }
          member.accept(value);
        });
  }

  private void security(String key) {
    if (in.isNull()) {
      return;
    }
    in.object(
        key,
        name -> {
          switch (name) {
            case "lsm_profile" -> lsmProfile = in.text(name);
            case "read_only_fs" -> readOnlyFs = in.truth(name);
            default -> throw in.unknown(name, key, List.of("lsm_profile", "read_only_fs"));
          }
        });
  }
}
