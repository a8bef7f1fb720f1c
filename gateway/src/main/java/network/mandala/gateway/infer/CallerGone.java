package network.mandala.gateway.infer;

/** Nobody reads the stream any more: the runner may stop. */
public final class CallerGone extends RuntimeException {
  public CallerGone(Throwable cause) {
    super("the caller went away", cause, false, false);
  }
}
