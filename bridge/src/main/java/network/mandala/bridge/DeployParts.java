package network.mandala.bridge;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.Consumer;
import network.mandala.bridge.audit.Audit;
import network.mandala.bridge.config.BridgeConfig;
import network.mandala.bridge.deploy.AgentWriter;
import network.mandala.bridge.deploy.DeployEndpoints;
import network.mandala.bridge.deploy.Deployments;
import network.mandala.bridge.deploy.Finisher;
import network.mandala.bridge.deploy.JdbiDeployments;
import network.mandala.bridge.deploy.ShownDeployments;
import network.mandala.bridge.deploy.Storyteller;
import network.mandala.bridge.deploy.UploadAddress;
import network.mandala.bridge.environment.Environments;
import network.mandala.bridge.environment.ProjectKeys;
import network.mandala.bridge.log.ProjectLogs;
import network.mandala.bridge.project.CustomHosts;
import network.mandala.bridge.project.ProjectDeployments;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.bridge.settings.JdbiServiceLinks;
import network.mandala.bridge.settings.ProjectFunding;
import network.mandala.bridge.settings.Settings;
import network.mandala.bridge.settings.SettingsEndpoints;
import network.mandala.bridge.upload.ProjectRegistry;
import network.mandala.bridge.upload.UploadEndpoints;
import network.mandala.bridge.upload.UploadGate;
import network.mandala.bridge.upload.Uploads;
import network.mandala.bridge.wallet.Fundings;
import network.mandala.crds.project.Project;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.database.LedgerDatabase;

/** What deployments, uploads and settings are made of, wired. */
record DeployParts(
    Deployments deployments,
    DeployEndpoints deploys,
    UploadEndpoints uploads,
    SettingsEndpoints settings,
    JdbiDeployments store,
    ProjectDeployments shown,
    Finisher finisher,
    Storyteller storyteller,
    JdbiServiceLinks links,
    ProjectFunding funding) {

  /**
   * @param applied what else is written to the Agents of a project once there are any
   */
  static DeployParts of(
      BridgeConfig config,
      WalletKey node,
      KubernetesClient client,
      LedgerDatabase database,
      ProjectStore projects,
      ProjectLogs logs,
      CustomHosts domains,
      Consumer<Project> applied,
      Audit audit,
      SecureRandom random,
      Clock clock) {
    var store = new JdbiDeployments(database, clock);
    var addresses = new UploadAddress(node, config.url().toString());
    var deployments =
        new Deployments(store, addresses, logs, config.uploadUrlLife(), random, clock);
    var links = new JdbiServiceLinks(database);
    var environments = new Environments(client);
    var agents = new AgentWriter(client, environments);
    var funding =
        new ProjectFunding(
            new ProjectKeys(client),
            projects,
            new Fundings(database, config.wallet().funding()),
            random);
    var finisher = new Finisher(store, projects, agents, applied);
    var gate =
        new UploadGate(
            addresses,
            store,
            projects,
            Ledger.on(database, clock).accounts(),
            config.upload().mostBytes(),
            clock);
    try {
      return new DeployParts(
          deployments,
          new DeployEndpoints(deployments),
          new UploadEndpoints(
              new Uploads(
                  config.upload(),
                  gate,
                  new ProjectRegistry(client),
                  environments,
                  store,
                  finisher,
                  logs,
                  new Uploads.Hosts(config.facts().domain(), projects, domains)),
              audit),
          new SettingsEndpoints(new Settings(environments, agents), funding, links),
          store,
          new ShownDeployments(store, environments, links),
          finisher,
          new Storyteller(store, projects, logs),
          links,
          funding);
    } catch (IOException e) {
      throw new UncheckedIOException("there is no room for uploads", e);
    }
  }
}
