package network.mandala.operator.project;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.registry.PullSecret;

/** What pods of a project are given to trust and to be trusted: certificates and credentials. */
final class ProjectSecrets {

  private ProjectSecrets() {}

  static Secret desiredPull(String project, String registryHost, Credentials credentials) {
    return desiredPull(project, ProjectNames.namespaceOf(project), registryHost, credentials);
  }

  static Secret desiredPull(
      String project, String namespace, String registryHost, Credentials credentials) {
    return secret(
        project,
        namespace,
        ProjectNames.PULL_SECRET,
        PullSecret.TYPE,
        Map.of(
            PullSecret.KEY,
            PullSecret.dockerConfigJson(registryHost, project, credentials.pullGrant())));
  }

  /** Besides the credential: where the registry is, and whether it speaks plain HTTP there. */
  static Secret desiredPush(
      String project, String registryHost, boolean insecure, Credentials credentials) {
    return secret(
        project,
        ProjectNames.namespaceOf(project),
        ProjectNames.PUSH_SECRET,
        "Opaque",
        Map.of(
            "host",
            registryHost,
            "insecure",
            String.valueOf(insecure),
            "username",
            project,
            ProjectNames.PUSH_GRANT_KEY,
            credentials.pushGrant()));
  }

  static ConfigMap desiredTrust(String project, String namespace, String bundle) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(ProjectNames.TRUST)
        .withNamespace(namespace)
        .withLabels(Labels.ofProject(project))
        .endMetadata()
        .addToData(ProjectNames.TRUST_KEY, bundle)
        .build();
  }

  private static Secret secret(
      String project, String namespace, String name, String type, Map<String, String> contents) {
    var data = new TreeMap<String, String>();
    contents.forEach(
        (key, value) ->
            data.put(
                key, Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))));
    return new SecretBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace(namespace)
        .withLabels(Labels.ofProject(project))
        .endMetadata()
        .withType(type)
        .withData(data)
        .build();
  }
}
