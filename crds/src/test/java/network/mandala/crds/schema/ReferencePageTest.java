package network.mandala.crds.schema;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReferencePageTest {
  @Test
  void theDocumentationHasThePageThatTheClassesSay() throws IOException {
    Committed.matches(
        Path.of("../docs/reference/resources.md"), ReferencePage.markdown(), getClass());
  }
}
