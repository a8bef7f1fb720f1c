package network.mandala.operator.agent;

import java.time.Duration;
import network.mandala.operator.build.BuildLimits;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.funding.FundingSettings;

/**
 * What the provider's configuration says about agents.
 *
 * @param acme whether the operator gets certificates for domains
 * @param trustBundle whether projects have the provider's certificates in ConfigMap mandala-trust
 * @param gpuRuntimeClassName RuntimeClass of pods with GPUs; empty: the usual one
 * @param teeRuntimeClassName RuntimeClass of confidential VMs; empty: there are none
 * @param rolloutTimeout how long a new release may take to become ready
 * @param driftCheck after how long an agent is looked at without any event
 */
record Node(
    String domain,
    NodeConfig.Url url,
    NodeConfig.Ingress ingress,
    NodeConfig.Domains domains,
    boolean acme,
    String registryHost,
    NodeConfig.Images images,
    NodeConfig.Prices prices,
    BuildLimits build,
    boolean trustBundle,
    String gpuRuntimeClassName,
    String teeRuntimeClassName,
    Duration rolloutTimeout,
    Duration driftCheck,
    FundingSettings funding) {

  static Node of(NodeConfig config) {
    boolean trust = config.trustBundleFile() != null;
    var build = config.build();
    return new Node(
        config.domain(),
        config.url(),
        config.ingress(),
        config.domains(),
        config.acme().enabled() && !config.ingress().certManager(),
        config.registry().host(),
        config.images(),
        config.prices(),
        new BuildLimits(
            build.timeout(),
            build.cpu(),
            build.memory(),
            build.diskBytes(),
            build.maxSourceBytes(),
            build.maxSourceFiles(),
            build.cacheBytes(),
            build.environment(),
            config.registry().insecure(),
            trust,
            new BuildLimits.Dockerfiles(
                build.dockerfile().enabled(),
                build.dockerfile().atOnce(),
                build.dockerfile().atOncePerProject(),
                build.dockerfile().diskBytes(),
                build.dockerfile().processes())),
        trust,
        config.gpu().runtimeClassName(),
        config.tee().runtimeClassName(),
        config.reconcile().rolloutTimeout(),
        config.reconcile().driftCheck(),
        FundingSettings.of(config.money().funding()));
  }
}
