package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** What a tenant is allowed and how it pays. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "self.network == oldSelf.network",
    message =
        "network cannot be changed: the balance is in its satoshis; make another Project for "
            + "the other network")
@ValidationRule(
    value =
        "!has(self.admins) || self.admins.size() == 0 || self.admins.exists(a, a.role == 'owner')",
    message = "admins needs at least one entry with role owner, or must be empty")
public record ProjectSpec(
    @Size(max = 100)
        @JsonPropertyDescription(
            "Name for people, up to 100 characters. Absent: the name of the resource. Can be "
                + "changed.")
        String displayName,
    @Default("main")
        @JsonPropertyDescription(
            "Blockchain network whose satoshis pay for the project: main or test. Default "
                + "main. Cannot be changed.")
        Network network,
    @Size(max = 100)
        @JsonPropertyDescription(
            "Identity keys that may use the project through the signed API, at most 100. "
                + "Empty: only Kubernetes users with rights on the resource. Default empty. Can be "
                + "changed.")
        List<Admin> admins,
    @Default("{}")
        @JsonPropertyDescription(
            "The most that all pods and volumes of the project may ask for. Can be changed.")
        Quota quota,
    @Default("{}") @JsonPropertyDescription("What happens when the balance falls. Can be changed.")
        Funding funding,
    @Default("{}")
        @JsonPropertyDescription(
            "How the pods are kept apart from others and from the node. Can be changed.")
        Isolation isolation,
    @Size(max = 100)
        @JsonPropertyDescription(
            "Keys whose signed bundles the spores of the project accept, at most 100. Empty: "
                + "no bundle is accepted. Default empty. Can be changed.")
        List<TrustedSigner> trustedSigners,
    @Default("{}")
        @JsonPropertyDescription(
            "What those who use the project with a key get through the signed API. Can be "
                + "changed.")
        KeyHolders bridge) {
  public ProjectSpec {
    network = network == null ? Network.MAIN : network;
    admins = admins == null ? List.of() : List.copyOf(admins);
    quota = quota == null ? Quota.standard() : quota;
    funding = funding == null ? Funding.standard() : funding;
    isolation = isolation == null ? Isolation.standard() : isolation;
    trustedSigners = trustedSigners == null ? List.of() : List.copyOf(trustedSigners);
    bridge = bridge == null ? KeyHolders.standard() : bridge;
  }

  /** As the bridge finds it when nobody has asked for more. */
  public ProjectSpec(
      String displayName,
      Network network,
      List<Admin> admins,
      Quota quota,
      Funding funding,
      Isolation isolation,
      List<TrustedSigner> trustedSigners) {
    this(displayName, network, admins, quota, funding, isolation, trustedSigners, null);
  }

  /** The spec of a project that names nothing. */
  public static ProjectSpec standard() {
    return new ProjectSpec(null, null, null, null, null, null, null);
  }
}
