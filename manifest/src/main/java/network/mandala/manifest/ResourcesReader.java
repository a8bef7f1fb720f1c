package network.mandala.manifest;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import network.mandala.crds.format.Formats;

/**
 * What a program asks for. As on the older node, an amount is both what it is guaranteed and the
 * most that it gets; what is not said then has the older node's defaults.
 */
final class ResourcesReader {
  private static final int MOST_GPUS = 64;

  private final Section service;
  private boolean accelerated;

  ResourcesReader(Section service) {
    this.service = service;
  }

  /** Empty when nothing is said: the defaults of the Agent resource hold. */
  Optional<Map<String, Object>> read() {
    return service.section("resources").map(this::read);
  }

  /** It asks for a GPU: there is one pod of it, as on the older node. */
  boolean isAccelerated() {
    return accelerated;
  }

  private Map<String, Object> read(Section section) {
    var fields = new LinkedHashMap<String, Object>();
    var cpu = section.amount("cpu").filter(amount -> isAmount(section, "cpu", amount));
    fields.put("cpu", cpu.orElse("100m"));
    fields.put("cpuLimit", cpu.orElse("1000m"));
    var memory = section.amount("memory").filter(amount -> isAmount(section, "memory", amount));
    fields.put("memory", memory.orElse("128Mi"));
    fields.put("memoryLimit", memory.orElse("512Mi"));
    section
        .amount("gpu")
        .filter(count -> isCount(section, count))
        .map(Integer::valueOf)
        .ifPresent(
            count -> {
              accelerated = count > 0;
              fields.put("gpu", count);
            });
    refuseTee(section);
    section.refuseTheRest();
    return fields;
  }

  /** A promise of confidentiality that cannot be kept is not given. */
  private static void refuseTee(Section section) {
    if (section.flag("tee").orElse(false)) {
      section.problem(
          "tee",
          "this node has no trusted execution environment: remove the field, or deploy to a node that has one");
    }
    if (section.flag("teeInferenceProxy").orElse(false)) {
      section.problem("teeInferenceProxy", "this node has no such proxy: remove the field");
    }
  }

  private static boolean isCount(Section section, String count) {
    boolean fits = count.matches("[0-9]{1,2}") && Integer.parseInt(count) <= MOST_GPUS;
    if (!fits) {
      section.problem(
          "gpu", "'%s' must be a whole number from 0 to %d", JsonPath.printable(count), MOST_GPUS);
    }
    return fits;
  }

  static boolean isAmount(Section section, String name, String amount) {
    boolean fits = amount.matches(Formats.QUANTITY) && isPositive(amount);
    if (!fits) {
      section.problem(
          name,
          "'%s' must be a number above 0 with or without a unit, such as 500m, 2, 512Mi or 10Gi",
          JsonPath.printable(amount));
    }
    return fits;
  }

  private static boolean isPositive(String amount) {
    return new BigDecimal(amount.replaceAll("[A-Za-z]", "")).signum() > 0;
  }
}
