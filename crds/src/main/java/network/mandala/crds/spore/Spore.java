package network.mandala.crds.spore;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.crd.generator.annotation.PrinterColumnFormat;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import network.mandala.crds.Api;

/** A signed bundle of a tenant that runs as a service at a path of the edge. */
@JsonClassDescription(
    "A signed bundle that runs as a service: verified before it starts, replaced without a "
        + "pause, reachable at /app/ paths of the edge.")
@Group(Api.GROUP)
@Version(Api.VERSION)
@ShortNames("mspore")
@Categories(Api.CATEGORY)
@AdditionalPrinterColumn(
    name = "Ready",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "State", type = Type.STRING, jsonPath = ".status.state")
@AdditionalPrinterColumn(name = "URL", type = Type.STRING, jsonPath = ".status.url")
@AdditionalPrinterColumn(name = "Colour", type = Type.STRING, jsonPath = ".status.activeColour")
@AdditionalPrinterColumn(name = "Pods", type = Type.INTEGER, jsonPath = ".status.readyReplicas")
@AdditionalPrinterColumn(
    name = "Sat/h",
    type = Type.INTEGER,
    format = PrinterColumnFormat.INT64,
    jsonPath = ".status.estimate.satoshisPerHourMin")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "Digest",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".status.digest")
@AdditionalPrinterColumn(
    name = "Signer",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".status.signer.name")
@AdditionalPrinterColumn(
    name = "Message",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
@ValidationRule(
    value = "self.metadata.name.size() <= 40",
    message =
        "the name of a Spore has at most 40 characters: it is part of its path and of names "
            + "of its pods")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    message =
        "the name of a Spore starts with a letter and has only lower-case letters, digits "
            + "and '-': it is part of its path and of names of its pods")
public class Spore extends CustomResource<SporeSpec, SporeStatus> implements Namespaced {
  private static final long serialVersionUID = 1;
}
