package network.mandala.operator.database;

import network.mandala.crds.agent.Database;
import network.mandala.operator.config.NodeConfig;

/** A database of the agent {@code hello} of project {@code demo}. */
final class ADatabase {

  private static final NodeConfig.Images IMAGES =
      new NodeConfig.Images(
          "registry/builder:1",
          "registry/node:22",
          "registry/python:3",
          "registry/nginx:1",
          "registry/buildah:1",
          "registry/mysql:9",
          "registry/mongo:8",
          "registry/redis:8");

  private ADatabase() {}

  static DatabaseInput of(DatabaseEngine engine) {
    return of(engine, new Database(null, null, null, null));
  }

  static DatabaseInput of(DatabaseEngine engine, Database spec) {
    return new DatabaseInput(
        "demo", "mandala-project-demo", "hello", engine, spec, IMAGES, "", false, "", "");
  }
}
