package network.mandala.bridge.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.Test;

class RememberedUsersTest {
  private final PublicKey somebody = WalletKey.parse("22".repeat(32)).publicKey();
  private final Set<PublicKey> registered = new HashSet<>();
  private int asked;
  private final Users users =
      new RememberedUsers(
          new Users() {
            @Override
            public void register(PublicKey identity) {
              registered.add(identity);
            }

            @Override
            public boolean isRegistered(PublicKey identity) {
              asked++;
              return registered.contains(identity);
            }

            @Override
            public long count() {
              return registered.size();
            }
          });

  @Test
  void whoIsNotRegisteredIsAskedForAgain() {
    assertThat(users.isRegistered(somebody)).isFalse();

    users.register(somebody);

    assertThat(users.isRegistered(somebody)).isTrue();
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void whoIsRegisteredIsAskedForOnce() {
    users.register(somebody);

    for (int i = 0; i < 3; i++) {
      assertThat(users.isRegistered(somebody)).isTrue();
    }

    assertThat(asked).isEqualTo(1);
    assertThat(users.count()).isEqualTo(1);
  }
}
