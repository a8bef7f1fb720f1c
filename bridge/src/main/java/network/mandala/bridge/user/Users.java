package network.mandala.bridge.user;

import network.mandala.identity.PublicKey;

/** Identities that registered. */
public interface Users {
  /** Does nothing for one that is registered. */
  void register(PublicKey identity);

  boolean isRegistered(PublicKey identity);

  long count();
}
