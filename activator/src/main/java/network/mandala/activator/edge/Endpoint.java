package network.mandala.activator.edge;

/**
 * An instance of a spore.
 *
 * @param address of the pod, as the EndpointSlice has it
 */
record Endpoint(String address, int port) implements Comparable<Endpoint> {
  @Override
  public int compareTo(Endpoint other) {
    int byAddress = address.compareTo(other.address);
    return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
  }
}
