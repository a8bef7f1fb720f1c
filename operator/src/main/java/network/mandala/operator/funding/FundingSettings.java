package network.mandala.operator.funding;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import network.mandala.operator.config.MoneyConfig;

/** What the provider decided, as the decisions about money need it: see {@link MoneyConfig}. */
public record FundingSettings(
    long minimumBalance,
    Duration minimumRunway,
    long resumeMargin,
    Duration lowRunway,
    long welcome,
    String topUpUrl,
    String topUpText) {

  public static FundingSettings of(MoneyConfig.Funding config) {
    return new FundingSettings(
        config.minimumBalanceSatoshis(),
        config.minimumRunway(),
        config.resumeMarginSatoshis(),
        config.lowRunway(),
        config.welcomeSatoshis(),
        config.topUpUrl(),
        config.topUpText());
  }

  /** Where the owner of a project can pay; empty: nobody has said. */
  public String topUpUrlOf(String project) {
    return topUpUrl.replace("{project}", URLEncoder.encode(project, StandardCharsets.UTF_8));
  }

  /** A last sentence for conditions; with a space before it, or empty. */
  String whereToPay(String project) {
    return topUpUrl.isEmpty() ? "" : " Pay at " + topUpUrlOf(project);
  }
}
