package network.mandala.bridge.node;

import network.mandala.configuration.ConfigReader;

/**
 * What the provider says about the node to anybody. The bridge may not look at the cluster's nodes.
 *
 * @param version of this software
 * @param domain base name of all hosts
 * @param maxCpuMilli most that one agent can be given, in thousandths of a core
 * @param maxMemoryGi the same of memory
 * @param gpuType empty: there are none
 * @param gpuTotal how many of them
 */
public record PublicFacts(
    String version, String domain, int maxCpuMilli, int maxMemoryGi, String gpuType, int gpuTotal) {

  /** From the section {@code public}, and the domain. */
  public static PublicFacts read(ConfigReader in) {
    return new PublicFacts(
        in.text("public.version", "development", "version of this software"),
        in.text("domain", "localhost", "base name of all hosts: an agent answers below it"),
        in.intBetween(
            "public.maxCpuMilli",
            1,
            10_000_000,
            4000,
            "most that one agent can be given, in thousandths of a core; shown to anybody"),
        in.intBetween(
            "public.maxMemoryGi",
            1,
            100_000,
            8,
            "most memory that one agent can be given, in GiB; shown to anybody"),
        in.text("public.gpuType", "", "GPUs of the node, such as H100; empty: there are none"),
        in.intBetween("public.gpuTotal", 0, 100_000, 0, "how many GPUs the node has"));
  }

  boolean hasGpus() {
    return gpuTotal > 0;
  }
}
