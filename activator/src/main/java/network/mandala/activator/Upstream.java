package network.mandala.activator;

import java.io.IOException;
import java.net.Socket;

/** Opens a connection to a pod of an agent; fails when none is ready. */
@FunctionalInterface
interface Upstream {
  Socket connect(SleepyAgent agent) throws IOException;
}
