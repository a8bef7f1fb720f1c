package network.mandala.operator.project;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What of the node's configuration goes into a project.
 *
 * @param trustBundle PEM certificates; empty when the images' own are enough
 * @param registryInsecure whether the registry speaks plain HTTP
 * @param registryNamespace where the pods of registry and token endpoint are
 * @param tokenPort the port of the pods that answer token requests
 * @param buildCidrs ranges that builds may reach although they are private: mirrors and proxies
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
    Duration grantLifetime,
    Duration driftCheck) {}
