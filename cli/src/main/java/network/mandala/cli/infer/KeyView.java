package network.mandala.cli.infer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import network.mandala.identity.fedai.Ed25519PublicKey;
import network.mandala.identity.fedai.EnvelopePublicKey;
import network.mandala.identity.fedai.SchnorrPublicKey;

/** A public key in all the ways in which others may ask for it. */
final class KeyView {
  private KeyView() {}

  static Map<String, String> of(EnvelopePublicKey key) {
    var ways = new LinkedHashMap<String, String>();
    switch (key) {
      case SchnorrPublicKey schnorr -> {
        ways.put("npub", schnorr.npub());
        ways.put("hex", schnorr.hex());
      }
      case Ed25519PublicKey ed25519 -> {
        ways.put("hex", ed25519.hex());
        ways.put("pem", ed25519.pem().strip());
      }
    }
    return ways;
  }

  static String text(Map<String, String> ways) {
    return ways.entrySet().stream()
        .map(way -> way.getKey() + ": " + way.getValue())
        .collect(Collectors.joining(System.lineSeparator()));
  }
}
