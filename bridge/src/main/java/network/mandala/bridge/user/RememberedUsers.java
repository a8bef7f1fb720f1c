package network.mandala.bridge.user;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import network.mandala.identity.PublicKey;

/** Does not ask twice for one who is registered: nobody ceases to be. */
public final class RememberedUsers implements Users {
  private static final int MOST = 100_000;

  private final Users users;
  private final Cache<PublicKey, Boolean> registered =
      Caffeine.newBuilder().maximumSize(MOST).build();

  public RememberedUsers(Users users) {
    this.users = users;
  }

  @Override
  public void register(PublicKey identity) {
    users.register(identity);
  }

  @Override
  public boolean isRegistered(PublicKey identity) {
    if (registered.getIfPresent(identity) != null) {
      return true;
    }
    boolean is = users.isRegistered(identity);
    if (is) {
      registered.put(identity, true);
    }
    return is;
  }

  @Override
  public long count() {
    return users.count();
  }
}
