package network.mandala.operator.bundle;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.identity.spore.SporeManifest;

/**
 * What is known of a bundle that was read to its end: whole and signed by {@code signer}, whoever
 * that is, and made into an image.
 *
 * @param digest SHA-256 of its file, in lower-case hex
 * @param image that was made of it, by digest
 * @param signer its public key, in base64
 * @param name of the program, in the words of its publisher
 * @param createdAt RFC 3339
 * @param cpuMilli thousandths of a processor that an instance needs; 0: not said
 * @param memoryMb memory that an instance needs, in MiB; 0: not said
 * @param p99BudgetMs how long 99 of 100 requests may take; 0: not said
 * @param lsmProfile the security profile that it is to have; empty: the usual one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Bundle(
    String digest,
    String image,
    String signer,
    String name,
    String version,
    String createdAt,
    String command,
    List<String> args,
    Map<String, String> env,
    long cpuMilli,
    long memoryMb,
    long p99BudgetMs,
    String lsmProfile,
    boolean readOnlyFs) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

  public Bundle {
    args = args == null ? List.of() : List.copyOf(args);
    env = env == null ? Map.of() : new TreeMap<>(env);
  }

  static Bundle of(String digest, String image, String signer, SporeManifest manifest) {
    return new Bundle(
        digest,
        image,
        signer,
        manifest.name(),
        manifest.version(),
        manifest.createdAt().text(),
        manifest.command(),
        manifest.args().all(),
        manifest.env().all(),
        manifest.cpuMilli(),
        manifest.memoryMb(),
        manifest.p99BudgetMs(),
        manifest.lsmProfile(),
        manifest.readOnlyFs());
  }

  /** Reads what {@link #asMap} wrote. */
  public static Bundle parse(Object tree) {
    return JSON.convertValue(tree, Bundle.class);
  }

  /** For the record of it in the cluster. */
  public Map<String, Object> asMap() {
    return JSON.convertValue(this, TREE);
  }

  /** Name and version, for a person. */
  public String words() {
    return version.isEmpty() ? name : name + " " + version;
  }
}
