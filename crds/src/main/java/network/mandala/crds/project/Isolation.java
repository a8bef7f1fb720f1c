package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import network.mandala.crds.format.Formats;

/** How the pods of a project are kept apart from the others and from the node. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Isolation(
    @Default("restricted")
        @JsonPropertyDescription(
            "Pod Security Standard that the namespace enforces. restricted: no root, no "
                + "capabilities; baseline: root inside the container is allowed. Default "
                + "restricted. Can be changed; it holds for new pods.")
        PodSecurity podSecurity,
    @Pattern(Formats.OBJECT_NAME)
        @Size(max = 253)
        @JsonPropertyDescription(
            "RuntimeClass of all pods, such as one of gVisor or Kata that the provider has "
                + "installed. Absent: the node's own runtime. Can be changed; pods are replaced.")
        String runtimeClassName,
    @Default("internet")
        @JsonPropertyDescription(
            "Where pods may connect to beside DNS and their own namespace. internet: public "
                + "addresses, never private, link-local, metadata or cluster addresses; none: "
                + "nowhere. Default internet. Can be changed at once.")
        Egress egress) {
  public Isolation {
    podSecurity = podSecurity == null ? PodSecurity.RESTRICTED : podSecurity;
    egress = egress == null ? Egress.INTERNET : egress;
  }

  /** The isolation of a project that names none. */
  public static Isolation standard() {
    return new Isolation(null, null, null);
  }
}
