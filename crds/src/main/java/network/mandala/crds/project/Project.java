package network.mandala.crds.project;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.crd.generator.annotation.PrinterColumnFormat;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Categories;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import network.mandala.crds.Api;

/** A tenant: one namespace, one quota, one balance. */
@JsonClassDescription(
    "A tenant: one namespace with its quota and its isolation, and one balance that pays for "
        + "what runs in it.")
@Group(Api.GROUP)
@Version(Api.VERSION)
@ShortNames("mproj")
@Categories(Api.CATEGORY)
@AdditionalPrinterColumn(
    name = "Ready",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Namespace", type = Type.STRING, jsonPath = ".status.namespace")
@AdditionalPrinterColumn(name = "Agents", type = Type.INTEGER, jsonPath = ".status.agents")
@AdditionalPrinterColumn(
    name = "Satoshis",
    type = Type.INTEGER,
    format = PrinterColumnFormat.INT64,
    jsonPath = ".status.balance.satoshis")
@AdditionalPrinterColumn(name = "Runway", type = Type.STRING, jsonPath = ".status.balance.runway")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "Message",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
@ValidationRule(
    value = "self.metadata.name.size() <= 40",
    message =
        "the name of a Project has at most 40 characters: it is part of its namespace and of "
            + "host names")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
    message =
        "the name of a Project has only lower-case letters, digits and '-': it is a part of "
            + "host names")
@ValidationRule(
    value = "!(self.metadata.name in ['mandala', 'system'])",
    message = "the names mandala and system belong to the node; choose another name")
public class Project extends CustomResource<ProjectSpec, ProjectStatus> {
  private static final long serialVersionUID = 1;
}
