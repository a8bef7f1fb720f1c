package network.mandala.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentStatus;
import org.junit.jupiter.api.Test;

class AgentTextTest {

  @Test
  void namesTheUrlOfTheFrontendBesideTheAgents() {
    var with = agent("{url: 'https://a/', frontendUrl: 'https://f/'}");

    assertThat(AgentText.urls(with)).isEqualTo("https://a/\nhttps://f/");
    assertThat(AgentText.status(with)).contains("frontend https://f/");
  }

  @Test
  void saysNothingOfAFrontendThatIsNotThere() {
    var without = agent("{url: 'https://a/'}");

    assertThat(AgentText.urls(without)).isEqualTo("https://a/");
    assertThat(AgentText.status(without)).doesNotContain("frontend");
  }

  private static Agent agent(String status) {
    var agent = new Agent();
    agent.setMetadata(
        new ObjectMetaBuilder().withName("a").withNamespace("mandala-project-p").build());
    agent.setStatus(new KubernetesSerialization().unmarshal("---\n" + status, AgentStatus.class));
    return agent;
  }
}
