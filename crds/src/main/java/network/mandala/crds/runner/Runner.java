package network.mandala.crds.runner;

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

/** A pool of warm pods that serve one model behind the inference gateway. */
@JsonClassDescription(
    "A pool of warm pods, or a server elsewhere, that serves one model behind the inference "
        + "gateway.")
@Group(Api.GROUP)
@Version(Api.VERSION)
@ShortNames("mrunner")
@Categories(Api.CATEGORY)
@AdditionalPrinterColumn(
    name = "Ready",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(
    name = "Reason",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Model", type = Type.STRING, jsonPath = ".spec.model.id")
@AdditionalPrinterColumn(name = "Backend", type = Type.STRING, jsonPath = ".spec.backend")
@AdditionalPrinterColumn(name = "URL", type = Type.STRING, jsonPath = ".status.url")
@AdditionalPrinterColumn(name = "Pods", type = Type.INTEGER, jsonPath = ".status.readyReplicas")
@AdditionalPrinterColumn(name = "Load", type = Type.INTEGER, jsonPath = ".status.load.inFlight")
@AdditionalPrinterColumn(
    name = "mSat/Token",
    type = Type.INTEGER,
    format = PrinterColumnFormat.INT64,
    priority = 1,
    jsonPath = ".spec.pricing.outputMillisatoshis")
@AdditionalPrinterColumn(
    name = "Sat/h",
    type = Type.INTEGER,
    format = PrinterColumnFormat.INT64,
    jsonPath = ".status.estimate.satoshisPerHourMin")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "Message",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
@ValidationRule(
    value = "self.metadata.name.size() <= 40",
    message = "the name of a Runner has at most 40 characters: it is part of names of its pods")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    message =
        "the name of a Runner starts with a letter and has only lower-case letters, digits "
            + "and '-': it is part of names of its pods")
public class Runner extends CustomResource<RunnerSpec, RunnerStatus> implements Namespaced {
  private static final long serialVersionUID = 1;
}
