package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import network.mandala.crds.format.Formats;

/** A volume that outlives the pods of an agent. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "quantity(string(self.size)).compareTo(quantity(string(oldSelf.size))) >= 0",
    message = "storage.size can grow but not shrink")
@ValidationRule(
    value =
        "!self.mountPath.split('/').exists(part, part == '..' || part == '.') && "
            + "!(self.mountPath.split('/')[1] in ['app', 'bin', 'deps', 'dev', 'etc', 'lib', "
            + "'proc', 'sys', 'tmp', 'usr'])",
    message =
        "storage.mountPath must not hide the program or the system: use a folder of its own "
            + "such as /data")
public record Storage(
    @Default("10Gi")
        @Pattern(Formats.QUANTITY)
        @Size(max = 30)
        @JsonPropertyDescription(
            "Size in bytes, such as 10Gi. Default 10Gi. Can grow where the storage class "
                + "allows it; cannot shrink.")
        String size,
    @Default("/data")
        @Pattern("^(/[A-Za-z0-9._-]+)+$")
        @Size(min = 2, max = 255)
        @JsonPropertyDescription(
            "Absolute path of the volume in the container. Default /data. Can be changed: "
                + "pods are replaced.")
        String mountPath,
    @Default("delete")
        @JsonPropertyDescription(
            "What happens to the volume when the Agent is deleted. delete: it goes with it; "
                + "keep: the claim stays, is charged for, and a new Agent of the same name gets "
                + "it. Default delete. Can be changed.")
        Retain retain) {
  public Storage {
    size = size == null ? "10Gi" : size;
    mountPath = mountPath == null ? "/data" : mountPath;
    retain = retain == null ? Retain.DELETE : retain;
  }
}
