package network.mandala.cli.suite;

/** How many tests passed, failed (errors among them) and were skipped. */
record TestCount(int passed, int failed, int skipped) {
  static final TestCount NONE = new TestCount(0, 0, 0);

  TestCount plus(TestCount other) {
    return new TestCount(passed + other.passed, failed + other.failed, skipped + other.skipped);
  }

  int total() {
    return passed + failed + skipped;
  }

  @Override
  public String toString() {
    return passed + " passed, " + failed + " failed, " + skipped + " skipped";
  }
}
