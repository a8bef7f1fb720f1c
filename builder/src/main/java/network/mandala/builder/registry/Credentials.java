package network.mandala.builder.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Who asks; an empty user name means nobody in particular. Prints without its password. */
public record Credentials(String username, String password) {
  public static final Credentials ANONYMOUS = new Credentials("", "");

  /** Whether nobody in particular asks. */
  public boolean isAnonymous() {
    return username.isEmpty();
  }

  String basic() {
    var pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Override
  public String toString() {
    return isAnonymous() ? "anonymous" : username + ":***";
  }
}
