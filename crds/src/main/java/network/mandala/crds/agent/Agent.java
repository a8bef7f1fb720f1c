package network.mandala.crds.agent;

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

/** A long-running program of a tenant, reachable at a URL, paid by its project. */
@JsonClassDescription(
    "A long-running program of a tenant, reachable at a URL and paid by its project. It is "
        + "given as an image, or as source that is built here.")
@Group(Api.GROUP)
@Version(Api.VERSION)
@ShortNames("magent")
@Categories(Api.CATEGORY)
@AdditionalPrinterColumn(
    name = "Ready",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "URL", type = Type.STRING, jsonPath = ".status.url")
@AdditionalPrinterColumn(name = "Release", type = Type.STRING, jsonPath = ".status.release")
@AdditionalPrinterColumn(name = "Pods", type = Type.INTEGER, jsonPath = ".status.readyReplicas")
@AdditionalPrinterColumn(
    name = "Sat/h",
    type = Type.INTEGER,
    format = PrinterColumnFormat.INT64,
    jsonPath = ".status.estimate.satoshisPerHourMin")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "Image",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".status.image")
@AdditionalPrinterColumn(
    name = "Frontend",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".status.frontendUrl")
@AdditionalPrinterColumn(
    name = "Message",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
@ValidationRule(
    value = "self.metadata.name.size() <= 40",
    message = "the name of an Agent has at most 40 characters: it is part of its host name")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    message =
        "the name of an Agent starts with a letter and has only lower-case letters, digits "
            + "and '-': it is part of its host name")
@ValidationRule(
    value = "!self.metadata.name.endsWith('-frontend')",
    message =
        "the name of an Agent does not end with -frontend: such names belong to the frontends of "
            + "other agents")
public class Agent extends CustomResource<AgentSpec, AgentStatus> implements Namespaced {
  private static final long serialVersionUID = 1;
}
