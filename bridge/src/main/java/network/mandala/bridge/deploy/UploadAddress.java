package network.mandala.bridge.deploy;

import java.util.HexFormat;
import network.mandala.identity.bsv.Counterparty;
import network.mandala.identity.bsv.Invoice;
import network.mandala.identity.bsv.SecurityLevel;
import network.mandala.identity.bsv.WalletKey;

/** Addresses that whoever has them may upload to, and nobody can make up. */
public final class UploadAddress {
  private static final String PATH = "/api/v1/upload/";
  private static final String PROTOCOL = "url signing";
  private static final String ID = "[0-9a-f]{32}";

  private final Counterparty self;
  private final String base;

  /**
   * @param base of the node, without a slash at the end
   */
  public UploadAddress(WalletKey node, String base) {
    this.self = node.withSelf();
    this.base = base;
  }

  /** Whether it has the form of the id of a deployment. */
  public static boolean isId(String text) {
    return text.matches(ID);
  }

  String of(String deployment) {
    var signature = self.sign(invoice(deployment), HexFormat.of().parseHex(deployment));
    return base + PATH + deployment + "/" + HexFormat.of().formatHex(signature);
  }

  /** Whether the address of this deployment has this signature. */
  public boolean isOurs(String deployment, String signature) {
    try {
      return self.verify(
          invoice(deployment),
          HexFormat.of().parseHex(deployment),
          HexFormat.of().parseHex(signature));
    } catch (IllegalArgumentException notHexadecimal) {
      return false;
    }
  }

  private static Invoice invoice(String deployment) {
    return Invoice.of(SecurityLevel.EVERY_COUNTERPARTY, PROTOCOL, deployment);
  }
}
