package network.mandala.bridge.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.Counterparty;
import network.mandala.identity.bsv.WalletKey;

/**
 * What the node shares with those who called lately, by their identity key: to find it again costs
 * two multiplications, as much as all the rest of a request's check. Whoever is forgotten is only
 * computed again.
 */
final class Peers {
  private static final int MOST = 10_000;

  private final WalletKey node;
  private final Cache<String, Counterparty> known = Caffeine.newBuilder().maximumSize(MOST).build();

  Peers(WalletKey node) {
    this.node = node;
  }

  /** By an identity key as it was written in a request. */
  Optional<Counterparty> find(String hex) {
    return Optional.ofNullable(known.getIfPresent(hex));
  }

  /** For one who has a session, so that strangers push nobody out. */
  Counterparty add(PublicKey peer) {
    var party = node.with(peer);
    known.put(peer.hex(), party);
    return party;
  }
}
