package network.mandala.builder;

/**
 * What the build Job makes of an exit: its podFailurePolicy fails at once on 2 and tries again on
 * the others.
 */
final class ExitCode {
  static final int OK = 0;
  static final int CHANGE_THE_SOURCE = 2;

  /** A fault of the program, as EX_SOFTWARE of sysexits.h. */
  static final int BUG = 70;

  /** A passing fault, as EX_TEMPFAIL of sysexits.h. */
  static final int TRY_AGAIN = 75;

  private ExitCode() {}
}
