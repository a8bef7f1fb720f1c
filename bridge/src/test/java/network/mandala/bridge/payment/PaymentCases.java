package network.mandala.bridge.payment;

import static network.mandala.bridge.payment.PlayPayments.ask;
import static network.mandala.bridge.payment.PlayPayments.coins;
import static network.mandala.bridge.payment.PlayPayments.path;
import static network.mandala.bridge.payment.PlayPayments.pay;
import static network.mandala.bridge.payment.PlayPayments.prefix;
import static network.mandala.bridge.payment.PlayPayments.script;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.RawClient.Answer;
import network.mandala.identity.bsv.WalletKey;

/** What one can try with the 402 flow, at any server that has it. */
public final class PaymentCases {
  private static final WalletKey OWNER = WalletKey.parse("22".repeat(32));
  private static final WalletKey OTHER = WalletKey.parse("33".repeat(32));
  private static final String SUFFIX = "c3VmZml4";
  private static final String ONCE = "a payment is credited once";
  private static final String BOUND =
      "a prefix is for one payment of one caller, project and amount";
  private static final String PRICED = "a path is what a client signed and was priced, in one form";
  private static final String WHOLE = "an amount is a whole number of satoshis, at least 1";

  private PaymentCases() {}

  /**
   * One of them.
   *
   * @param why ours answers in another way; empty: it does not
   */
  public record Case(String name, Function<Server, Answer> request, String why) {}

  /**
   * Where it is tried.
   *
   * @param caller with a session, by their key
   * @param project makes one of {@link #OWNER}
   */
  public record Server(Function<WalletKey, RawClient> caller, Supplier<String> project) {
    RawClient owner() {
      return caller.apply(OWNER);
    }
  }

  /** Whose projects they are. */
  public static WalletKey owner() {
    return OWNER;
  }

  public static List<Case> all() {
    return List.of(
        same("a call without a payment", s -> ask(s.owner(), s.project.get(), "1000")),
        same("a payment", PaymentCases::paid),
        other(
            "1 satoshi where 1000 are required",
            PaymentCases::tooLittle,
            "what is credited is what the transaction pays"),
        other(
            "a payment for the second time",
            PaymentCases::twice,
            ONCE + "; its repetition is answered as at first"),
        other("a payment that paid for another project", PaymentCases::elsewhere, ONCE),
        other("a second payment with a prefix", PaymentCases::usedPrefix, BOUND),
        other(
            "somebody else, with the prefix that the owner was given",
            PaymentCases::prefixOfAnother,
            "who pays is an admin of the project, and a prefix is of one caller"),
        other("a prefix of another amount", PaymentCases::prefixOfAnotherAmount, BOUND),
        same("a prefix that nobody gave", PaymentCases::foreignPrefix),
        same("a payment to somebody else", PaymentCases::somebodyElse),
        same("a payment that is no JSON", s -> header(s, "{")),
        other(
            "a payment without a prefix",
            s -> header(s, "{\"transaction\":\"AQEBAQ==\"}"),
            "what is missing was not formed, rather than invalid"),
        other("/pay/", s -> unpriced(s, "/"), PRICED),
        other("/PAY", PaymentCases::capitals, PRICED),
        other("an amount of 0.5", s -> ask(s.owner(), s.project.get(), "0.5"), WHOLE),
        other("an amount of -1", s -> ask(s.owner(), s.project.get(), "-1"), WHOLE),
        other("an amount that is text", s -> ask(s.owner(), s.project.get(), "\"7\""), WHOLE));
  }

  private static Case same(String name, Function<Server, Answer> request) {
    return new Case(name, request, "");
  }

  private static Case other(String name, Function<Server, Answer> request, String why) {
    return new Case(name, request, why);
  }

  private static Answer paid(Server server) {
    var owner = server.owner();
    var project = server.project.get();
    var prefix = prefix(owner, project, 1000);
    return pay(owner, project, 1000, prefix, SUFFIX, beef(1000, prefix));
  }

  private static Answer tooLittle(Server server) {
    var owner = server.owner();
    var project = server.project.get();
    var prefix = prefix(owner, project, 1000);
    return pay(owner, project, 1000, prefix, SUFFIX, beef(1, prefix));
  }

  private static Answer twice(Server server) {
    var owner = server.owner();
    var project = server.project.get();
    var prefix = prefix(owner, project, 1000);
    var beef = beef(1000, prefix);
    pay(owner, project, 1000, prefix, SUFFIX, beef);
    return pay(owner, project, 1000, prefix, SUFFIX, beef);
  }

  private static Answer elsewhere(Server server) {
    var owner = server.owner();
    var project = server.project.get();
    var prefix = prefix(owner, project, 1000);
    var beef = beef(1000, prefix);
    pay(owner, project, 1000, prefix, SUFFIX, beef);
    return pay(owner, server.project.get(), 1000, prefix, SUFFIX, beef);
  }

  private static Answer usedPrefix(Server server) {
    var owner = server.owner();
    var project = server.project.get();
    var prefix = prefix(owner, project, 1000);
    pay(owner, project, 1000, prefix, SUFFIX, beef(1000, prefix));
    return pay(owner, project, 1000, prefix, SUFFIX, beef(1000, prefix));
  }

  /** Another admin's, or that of anybody who asks: it is no secret. */
  private static Answer prefixOfAnother(Server server) {
    var project = server.project.get();
    var prefix = prefix(server.owner(), project, 1000);
    return pay(
        server.caller.apply(OTHER),
        project,
        1000,
        prefix,
        SUFFIX,
        coins(OTHER).pay(1000, script(OTHER, prefix, SUFFIX)).beef());
  }

  private static Answer prefixOfAnotherAmount(Server server) {
    var owner = server.owner();
    var project = server.project.get();
    var prefix = prefix(owner, project, 1);
    return pay(owner, project, 1000, prefix, SUFFIX, beef(1000, prefix));
  }

  private static Answer foreignPrefix(Server server) {
    var prefix = "A".repeat(64);
    return pay(server.owner(), server.project.get(), 1000, prefix, SUFFIX, beef(1000, prefix));
  }

  private static Answer somebodyElse(Server server) {
    var owner = server.owner();
    var project = server.project.get();
    var prefix = prefix(owner, project, 1000);
    return pay(owner, project, 1000, prefix, SUFFIX, beef(1000, "another"));
  }

  private static Answer header(Server server, String payment) {
    return call(server, path(server.project.get()), Map.of(PaymentHeader.NAME, payment));
  }

  private static Answer unpriced(Server server, String more) {
    return call(server, path(server.project.get()) + more, Map.of());
  }

  private static Answer capitals(Server server) {
    return call(server, path(server.project.get()).replace("/pay", "/PAY"), Map.of());
  }

  private static Answer call(Server server, String path, Map<String, String> more) {
    var owner = server.owner();
    var headers = new TreeMap<>(more);
    headers.put("content-type", "application/json");
    return owner.send(
        owner.sign("POST", path, headers, "{\"amount\":1000}".getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] beef(long satoshis, String prefix) {
    return coins(OWNER).pay(satoshis, script(OWNER, prefix, SUFFIX)).beef();
  }
}
