package network.mandala.crds.runner;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** What a request costs, and how it is paid. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Pricing(
    @Default("token")
        @JsonPropertyDescription(
            "What is counted: token or second. Default token. Can be changed; it holds for "
                + "requests from then on.")
        PriceUnit unit,
    @Default("0")
        @Min(0)
        @Max(9_007_199_254_740_991L)
        @JsonPropertyDescription(
            "Millisatoshis for each token read, or for each second. Default 0. Can be "
                + "changed; it holds for requests from then on.")
        Long inputMillisatoshis,
    @Default("0")
        @Min(0)
        @Max(9_007_199_254_740_991L)
        @JsonPropertyDescription(
            "Millisatoshis for each token written; not used with unit second. Default 0. Can "
                + "be changed; it holds for requests from then on.")
        Long outputMillisatoshis,
    @Default("balance")
        @JsonPropertyDescription(
            "How a request is paid. balance: from the project of the caller; receipt: by a "
                + "signed Lightning receipt that comes with it; none: not at all. Default balance. "
                + "Can be changed; it holds for requests from then on.")
        Payment payment) {
  public Pricing {
    unit = unit == null ? PriceUnit.TOKEN : unit;
    inputMillisatoshis = inputMillisatoshis == null ? 0L : inputMillisatoshis;
    outputMillisatoshis = outputMillisatoshis == null ? 0L : outputMillisatoshis;
    payment = payment == null ? Payment.BALANCE : payment;
  }

  /** The prices of a runner that names none: nothing. */
  public static Pricing standard() {
    return new Pricing(null, null, null, null);
  }
}
