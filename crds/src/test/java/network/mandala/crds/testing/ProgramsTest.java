package network.mandala.crds.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProgramsTest {
  @Test
  void aMissingProgramIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> Programs.find("no-such-program"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no-such-program. Run local-cluster/programs.sh");
  }

  @Test
  void theProgramsOfTheControlPlaneAreThere() {
    assertThat(Programs.find("etcd")).isExecutable();
  }
}
