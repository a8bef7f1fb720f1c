package network.mandala.images;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A short, typical use of a program, whose loaded classes are worth keeping. */
public interface Training extends AutoCloseable {

  List<String> arguments();

  Map<String, String> environment();

  /** Returns when the program has done what it should; the caller then ends it if it has not. */
  void awaitEnd(Process process) throws InterruptedException;

  @Override
  void close() throws IOException;
}
