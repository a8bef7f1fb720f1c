package network.mandala.activator.edge;

import java.io.IOException;
import java.net.Socket;

/** Opens a connection to an instance; fails when nobody listens there. */
@FunctionalInterface
interface Connector {
  Socket connect(Endpoint endpoint) throws IOException;
}
