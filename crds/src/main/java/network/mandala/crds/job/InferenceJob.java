package network.mandala.crds.job;

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

/** One piece of work for a model: queued fairly, paid in advance, ended with a signed receipt. */
@JsonClassDescription(
    "One piece of work for a model. It waits in a fair queue until a place and the money are "
        + "reserved, and ends with a signed receipt.")
@Group(Api.GROUP)
@Version(Api.VERSION)
@ShortNames("mjob")
@Categories(Api.CATEGORY)
@AdditionalPrinterColumn(
    name = "Ready",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status")
@AdditionalPrinterColumn(name = "Phase", type = Type.STRING, jsonPath = ".status.phase")
@AdditionalPrinterColumn(
    name = "Reason",
    type = Type.STRING,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].reason")
@AdditionalPrinterColumn(name = "Model", type = Type.STRING, jsonPath = ".spec.model")
@AdditionalPrinterColumn(name = "Runner", type = Type.STRING, jsonPath = ".status.runner")
@AdditionalPrinterColumn(name = "Queue", type = Type.INTEGER, jsonPath = ".status.queuePosition")
@AdditionalPrinterColumn(
    name = "Satoshis",
    type = Type.INTEGER,
    format = PrinterColumnFormat.INT64,
    jsonPath = ".status.costSatoshis")
@AdditionalPrinterColumn(name = "Age", type = Type.DATE, jsonPath = ".metadata.creationTimestamp")
@AdditionalPrinterColumn(
    name = "Tokens",
    type = Type.INTEGER,
    format = PrinterColumnFormat.INT64,
    priority = 1,
    jsonPath = ".status.tokens.output")
@AdditionalPrinterColumn(
    name = "Message",
    type = Type.STRING,
    priority = 1,
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message")
@ValidationRule(
    value = "self.metadata.name.size() <= 63",
    message =
        "the name of an InferenceJob has at most 63 characters: it is part of names of its "
            + "pod and Secrets")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    message =
        "the name of an InferenceJob starts with a letter and has only lower-case letters, "
            + "digits and '-'")
public class InferenceJob extends CustomResource<InferenceJobSpec, InferenceJobStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1;
}
