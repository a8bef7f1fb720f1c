package network.mandala.cli.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.project.ProjectStatus;
import org.junit.jupiter.api.Test;

class ProjectTextTest {

  @Test
  void whatNobodyHasFoundOutYetIsADash() {
    var project = new Project();
    project.setMetadata(new ObjectMetaBuilder().withName("demo").build());
    project.setSpec(ProjectSpec.standard());
    project.setStatus(ProjectStatus.empty());

    assertThat(ProjectText.table(List.of(project)))
        .containsPattern("demo +no +- +- +- +-")
        .doesNotContain("null");
  }
}
