package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What runs the source of an agent. */
public enum Runtime {
  /** Node.js; dependencies from package.json, then its build script. */
  @JsonProperty("node")
  NODE,
  /** Python 3; dependencies from requirements.txt, else pyproject.toml. */
  @JsonProperty("python")
  PYTHON,
  /** What a Dockerfile in the source makes. */
  @JsonProperty("docker")
  DOCKER
}
