package network.mandala.cluster;

/** A name and password for a registry. Prints without the password. */
public record RegistryLogin(String username, String password) {
  @Override
  public String toString() {
    return username + ":***";
  }
}
