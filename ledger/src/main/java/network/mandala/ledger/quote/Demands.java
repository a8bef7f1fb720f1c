package network.mandala.ledger.quote;

import static network.mandala.ledger.usage.Meter.CPU;
import static network.mandala.ledger.usage.Meter.DISK;
import static network.mandala.ledger.usage.Meter.GPU;
import static network.mandala.ledger.usage.Meter.MEMORY;
import static network.mandala.ledger.usage.Meter.TEE;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import network.mandala.crds.agent.AgentSpec;
import network.mandala.crds.agent.Database;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;

/**
 * What an agent takes of each meter. At least: the fewest pods, each using what it is guaranteed.
 * At most: the most pods, each using what its limits allow; a pod without a CPU limit may use more
 * than that for as long as its machine has nobody else to serve.
 */
final class Demands {

  private static final BigDecimal GIB = BigDecimal.valueOf(1L << 30);

  /** The resource that {@code resources.gpu} counts. */
  private static final String GPU_RESOURCE = "nvidia.com/gpu";

  private static final BigDecimal USUAL_MEMORY_LIMIT = amount("512Mi");

  private final AgentSpec spec;
  private final Circumstances circumstances;
  private final List<Demand> demands = new ArrayList<>();

  private Demands(AgentSpec spec, Circumstances circumstances) {
    this.spec = spec;
    this.circumstances = circumstances;
  }

  /** In the order in which a person wants to read them; what is nothing is left out. */
  static List<Demand> of(AgentSpec spec, Circumstances circumstances) {
    var demands = new Demands(spec, circumstances);
    demands.pods();
    demands.storage();
    demands.database("mysql", spec.databases().mysql(), Shares.MYSQL_MEMORY);
    demands.database("mongo", spec.databases().mongo(), Shares.MONGO_MEMORY);
    demands.database("redis", spec.databases().redis(), Shares.REDIS_MEMORY);
    demands.frontend();
    return List.copyOf(demands.demands);
  }

  /** Of pods that are all alike. */
  static List<Demand> ofPods(long cpuMilli, long memoryMib, int fewest, int most) {
    var cores = BigDecimal.valueOf(cpuMilli, 3);
    var gib = BigDecimal.valueOf(memoryMib).divide(BigDecimal.valueOf(1024));
    return List.of(
        pods(MeterItem.of(CPU), cores, fewest, most),
        pods(MeterItem.of(MEMORY), gib, fewest, most));
  }

  private static Demand pods(MeterItem item, BigDecimal each, int fewest, int most) {
    return new Demand(
        "pods",
        item,
        each.multiply(BigDecimal.valueOf(fewest)),
        each.multiply(BigDecimal.valueOf(most)));
  }

  /** Nothing is to run; volumes stay, and are charged for. */
  static boolean isStopped(AgentSpec spec) {
    var fixed = spec.scaling().replicas();
    return spec.suspend() || (fixed != null && fixed == 0);
  }

  static int fewestPods(AgentSpec spec, Circumstances circumstances) {
    if (isStopped(spec)) {
      return 0;
    }
    var scaling = spec.scaling();
    if (scaling.replicas() != null) {
      return scaling.replicas();
    }
    return scaling.sleep() != null && circumstances.sleepOffered() ? 0 : scaling.min();
  }

  static int mostPods(AgentSpec spec) {
    if (isStopped(spec)) {
      return 0;
    }
    return Optional.ofNullable(spec.scaling().replicas()).orElse(spec.scaling().max());
  }

  private void pods() {
    var least = BigDecimal.valueOf(fewestPods(spec, circumstances));
    var most = BigDecimal.valueOf(mostPods(spec));
    var resources = spec.resources();
    var cpu = amount(resources.cpu());
    var cpuLimit = resources.cpuLimit() == null ? cpu : amount(resources.cpuLimit()).max(cpu);
    var memory = amount(resources.memory());
    var memoryLimit =
        (resources.memoryLimit() == null ? USUAL_MEMORY_LIMIT : amount(resources.memoryLimit()))
            .max(memory);
    var gpus = BigDecimal.valueOf(resources.gpu());
    add("pods", CPU, least.multiply(cpu), most.multiply(cpuLimit));
    add("pods", MEMORY, least.multiply(gib(memory)), most.multiply(gib(memoryLimit)));
    add("pods", new MeterItem(GPU, GPU_RESOURCE), least.multiply(gpus), most.multiply(gpus));
    if (circumstances.confidential()) {
      add("pods", TEE, least, most);
    }
  }

  private void storage() {
    if (spec.storage() != null) {
      volume("storage", spec.storage().size());
    }
  }

  /** Its volumes are there while no server runs. */
  private void database(String engine, Database database, String usualMemory) {
    if (database == null) {
      return;
    }
    if (!isStopped(spec)) {
      var cpu = amount(Shares.DATABASE_CPU);
      var memory = gib(amount(database.memory() == null ? usualMemory : database.memory()));
      add(engine, CPU, cpu, cpu);
      add(engine, MEMORY, memory, memory);
    }
    volume(engine, database.size());
    if (database.backup() != null) {
      volume(engine + " backups", database.backup().size());
    }
  }

  private void frontend() {
    if (spec.frontend() == null || isStopped(spec)) {
      return;
    }
    var pods = BigDecimal.valueOf(spec.frontend().replicas());
    var cpu = pods.multiply(amount(Shares.FRONTEND_CPU));
    add("frontend", CPU, cpu, cpu);
    add(
        "frontend",
        MEMORY,
        pods.multiply(gib(amount(Shares.FRONTEND_MEMORY))),
        pods.multiply(gib(amount(Shares.FRONTEND_MEMORY_LIMIT))));
  }

  /** A volume is charged for by its size, so that a quote is never too low. */
  private void volume(String part, String size) {
    var gib = gib(amount(size));
    add(part, DISK, gib, gib);
  }

  private void add(String part, Meter meter, BigDecimal least, BigDecimal most) {
    add(part, MeterItem.of(meter), least, most);
  }

  private void add(String part, MeterItem item, BigDecimal least, BigDecimal most) {
    var demand = new Demand(part, item, least, most);
    if (!demand.isNone()) {
      demands.add(demand);
    }
  }

  private static BigDecimal gib(BigDecimal bytes) {
    return bytes.divide(GIB);
  }

  private static BigDecimal amount(String quantity) {
    return Quantity.parse(quantity).getNumericalAmount();
  }
}
