package network.mandala.bridge.node;

import network.mandala.bridge.billing.BillingEndpoints;
import network.mandala.bridge.deploy.DeployEndpoints;
import network.mandala.bridge.domain.DomainEndpoints;
import network.mandala.bridge.log.LogEndpoints;
import network.mandala.bridge.payment.PaymentEndpoints;
import network.mandala.bridge.pods.PodEndpoints;
import network.mandala.bridge.project.AdminEndpoints;
import network.mandala.bridge.project.ProjectAccess;
import network.mandala.bridge.project.ProjectEndpoints;
import network.mandala.bridge.project.RemovalEndpoints;
import network.mandala.bridge.route.Routes;
import network.mandala.bridge.settings.SettingsEndpoints;
import network.mandala.bridge.upload.UploadEndpoints;
import network.mandala.bridge.user.UserEndpoints;

/** All routes, in one place. */
public final class Endpoints {
  private static final String API = "/api/v1";
  private static final String PROJECT = API + "/project/:id";
  private static final String TEE = API + "/tee";

  private Endpoints() {}

  public static Routes all(
      UserEndpoints users,
      ProjectAccess access,
      ProjectEndpoints projects,
      AdminEndpoints admins,
      LogEndpoints logs,
      PodEndpoints pods,
      BillingEndpoints billing,
      RemovalEndpoints removal,
      NodeEndpoints node,
      DomainEndpoints domains,
      DeployEndpoints deploys,
      UploadEndpoints uploads,
      SettingsEndpoints settings,
      PaymentEndpoints payments) {
    return new Routes()
        .reading(
            API + "/project/list",
            PROJECT + "/info",
            PROJECT + "/admins/list",
            PROJECT + "/deploys/list",
            PROJECT + "/admin/status",
            PROJECT + "/billing/stats",
            PROJECT + "/health",
            PROJECT + "/pay/quote",
            PROJECT + "/logs/project",
            PROJECT + "/logs/deployment/:deploymentId",
            PROJECT + "/logs/resource/:resource",
            TEE + "/status",
            TEE + "/attestation/current",
            TEE + "/verify/attestation",
            TEE + "/verify/receipt")
        .open("GET", "/health", node::ready)
        .open("GET", "/health/live", node::live)
        .open("GET", "/health/ready", node::ready)
        .open("GET", API + "/public", node::information)
        .open("POST", API + "/upload/:deploymentId/:signature", uploads::upload)
        .post(API + "/register", users::register)
        .post(API + "/project/create", users.registered(projects::create))
        .post(API + "/project/list", users.registered(projects::list))
        .post(PROJECT + "/info", access.reader(projects::info))
        .post(PROJECT + "/pay", access.admin(payments::pay))
        .post(PROJECT + "/pay/quote", access.reader(payments::quote))
        .post(PROJECT + "/addAdmin", access.admin(admins::add))
        .post(PROJECT + "/removeAdmin", access.admin(admins::remove))
        .post(PROJECT + "/admins/list", access.reader(admins::list))
        .post(PROJECT + "/logs/project", access.reader(logs::project))
        .post(
            PROJECT + "/logs/deployment/:deploymentId",
            access.refusing("Not admin of project").reader(logs::deployment))
        .post(PROJECT + "/deploy", access.refusing("Not admin of project").admin(deploys::open))
        .post(PROJECT + "/deploys/list", access.reader(deploys::list))
        .post(PROJECT + "/agent/config", access.admin(settings::config))
        .post(PROJECT + "/settings/update", access.admin(settings::update))
        .post(PROJECT + "/service-links", access.admin(settings::links))
        .post(PROJECT + "/logs/resource/:resource", access.reader(pods::logs))
        .post(PROJECT + "/admin/status", access.reader(pods::status))
        .post(PROJECT + "/admin/restart", access.admin(pods::restart))
        .post(PROJECT + "/health", access.reader(node::project))
        .post(PROJECT + "/billing/stats", access.reader(billing::stats))
        .post(PROJECT + "/domains/agent", access.admin(domains::agent))
        .post(PROJECT + "/domains/backend", access.admin(domains::backend))
        .post(PROJECT + "/domains/frontend", access.admin(domains::frontend))
        .post(PROJECT + "/domains/remove", access.admin(domains::remove))
        .post(PROJECT + "/delete", access.owner(removal::delete))
        // Of the oldest networks: their projects are overlay services.
        .post(PROJECT + "/webui/config", access.admin(Unoffered::overlay))
        .post(PROJECT + "/admin/syncAdvertisements", access.admin(Unoffered::overlay))
        .post(PROJECT + "/admin/startGASPSync", access.admin(Unoffered::overlay))
        .post(PROJECT + "/admin/evictOutpoint", access.admin(Unoffered::overlay))
        .post(API + "/evict-globally", Unoffered::overlay)
        .open("GET", TEE + "/status", Unoffered::tee)
        .open("GET", TEE + "/attestation/current", Unoffered::tee)
        .open("GET", TEE + "/attestation/:txid", Unoffered::unattested)
        .open("GET", TEE + "/verify/attestation", Unoffered::unverified)
        .open("GET", TEE + "/verify/receipt", Unoffered::unverified)
        .open("GET", TEE + "/receipts/:projectId", Unoffered::noReceipts)
        .post(TEE + "/status", Unoffered::tee)
        .post(TEE + "/attestation/current", Unoffered::tee)
        .post(TEE + "/verify/attestation", Unoffered::unverified)
        .post(TEE + "/verify/receipt", Unoffered::unverified)
        .post(TEE + "/fund-proxy", Unoffered::teeRefused)
        .post(TEE + "/attestation/register", Unoffered::teeRefused)
        .post(TEE + "/receipts/register", Unoffered::teeRefused);
  }
}
