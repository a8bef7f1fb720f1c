package network.mandala.cli.connection;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Who sits at the command line, as far as it can be told: nobody has proved it. */
public final class Person {
  private static final int LONGEST = 200;

  private Person() {}

  /** The user of the kubeconfig; without one, the user and the name of this machine. */
  public static String of(KubernetesClient client) {
    var context = client.getConfiguration().getCurrentContext();
    var user =
        context == null || context.getContext() == null ? null : context.getContext().getUser();
    var name =
        user == null || user.isBlank() ? System.getProperty("user.name") + "@" + host() : user;
    var printable = name.strip().replaceAll("[^\\p{Print}]", "?");
    return printable.length() > LONGEST ? printable.substring(0, LONGEST) : printable;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
