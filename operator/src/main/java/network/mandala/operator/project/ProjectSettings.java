package network.mandala.operator.project;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.operator.config.NodeConfig;

/**
 * What of the node's configuration goes into a project.
 *
 * @param trustBundle PEM certificates; empty when the images' own are enough
 * @param registryInsecure whether the registry speaks plain HTTP
 * @param registryNamespace where the pods of registry and token endpoint are
 * @param tokenPort the port of the pods that answer token requests
 * @param buildCidrs ranges that builds may reach although they are private: mirrors and proxies
 * @param activator who holds requests for agents that sleep
 * @param bridge who acts for tenants with a key
 * @param dockerfiles whether projects may have a namespace where Dockerfiles are built
 * @param dockerfilesAtOnce how many a project builds at a time
 * @param driftCheck after how long an unchanged project is looked at again
 * @param dnsCidrs addresses of name servers that are no pods
 */
public record ProjectSettings(
    String podSecurityVersion,
    String trustBundle,
    String ingressNamespace,
    List<String> deniedCidrs,
    List<String> buildCidrs,
    String dnsNamespace,
    Map<String, String> dnsPodLabels,
    List<String> dnsCidrs,
    String registryHost,
    boolean registryInsecure,
    String registryNamespace,
    Map<String, String> registryPodLabels,
    Map<String, String> tokenPodLabels,
    int tokenPort,
    NodeConfig.Activator activator,
    NodeConfig.Bridge bridge,
    Duration grantLifetime,
    boolean dockerfiles,
    int dockerfilesAtOnce,
    Duration driftCheck) {}
