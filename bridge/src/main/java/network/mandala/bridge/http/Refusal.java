package network.mandala.bridge.http;

/** A request that is not done, and what its sender is told. */
public final class Refusal extends RuntimeException {
  private final transient Reply reply;

  public Refusal(Reply reply) {
    super("refused with " + reply.status(), null, false, false);
    this.reply = reply;
  }

  /** As the older nodes say it. */
  public static Refusal of(int status, String error) {
    return new Refusal(Reply.error(status, error));
  }

  static Refusal tooLarge(long most) {
    return of(413, "The body is larger than " + most + " bytes");
  }

  public Reply reply() {
    return reply;
  }

  /** What its sender is told, if it is told in the manner of the older nodes. */
  public String error() {
    return Json.parseObject(reply.body()).path("error").asText("");
  }
}
