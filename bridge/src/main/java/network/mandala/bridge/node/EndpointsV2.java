package network.mandala.bridge.node;

import network.mandala.bridge.route.Routes;
import network.mandala.bridge.v2.NodeResource;
import network.mandala.bridge.v2.Problem;
import network.mandala.bridge.v2.V2;

/** All routes of the API for new clients, in one place. Its document has each of them. */
public final class EndpointsV2 {
  private static final String API = "/v2";
  private static final String PROJECTS = API + "/projects";
  private static final String PROJECT = PROJECTS + "/:id";
  private static final String ADMIN = PROJECT + "/admins/:key";
  private static final String DEPLOYMENTS = PROJECT + "/deployments";
  private static final String DEPLOYMENT = DEPLOYMENTS + "/:deployment";
  private static final String DOMAIN = PROJECT + "/domains/:host";
  private static final String AGENTS = PROJECT + "/agents";
  private static final String AGENT = AGENTS + "/:agent";

  private EndpointsV2() {}

  /** Adds them to the others. */
  public static Routes add(Routes routes, V2 v2) {
    var access = v2.access();
    return routes
        .form(API + "/", Problem::form)
        .open("GET", API + "/openapi.json", NodeResource::document)
        .open("GET", API + "/problems/:type", NodeResource::problem)
        .signed("PUT", API + "/registration", v2.node()::register)
        .signed("POST", PROJECTS, v2.projects()::create)
        .signed("GET", PROJECTS, v2.projects()::list)
        .signed("GET", PROJECT, access.reader(v2.projects()::get))
        .signed("DELETE", PROJECT, access.owner(v2.projects()::delete))
        .signed("GET", PROJECT + "/admins", access.reader(v2.admins()::list))
        .signed("PUT", ADMIN, access.admin(v2.admins()::put))
        .signed("DELETE", ADMIN, access.admin(v2.admins()::delete))
        .signed("GET", AGENTS, access.reader(v2.agents()::list))
        .signed("GET", AGENT, access.reader(v2.agents()::get))
        .signed("POST", AGENT + "/restart", access.admin(v2.agents()::restart))
        .signed("POST", AGENT + "/rollback", access.admin(v2.agents()::rollback))
        .signed("GET", AGENT + "/build-log", access.reader(v2.agents()::buildLog))
        .signed("DELETE", AGENT, access.admin(v2.agents()::delete))
        .signed("POST", DEPLOYMENTS, access.admin(v2.deployments()::create))
        .signed("GET", DEPLOYMENTS, access.reader(v2.deployments()::list))
        .signed("GET", DEPLOYMENT, access.reader(v2.deployments()::get))
        .open("GET", DEPLOYMENT + "/events", v2.events()::stream)
        .signed("GET", PROJECT + "/logs", access.reader(v2.logs()::get))
        .signed("GET", PROJECT + "/domains", access.reader(v2.domains()::list))
        .signed("PUT", DOMAIN, access.admin(v2.domains()::put))
        .signed("DELETE", DOMAIN, access.admin(v2.domains()::delete))
        .signed("GET", PROJECT + "/balance", access.reader(v2.billing()::balance))
        .signed("GET", PROJECT + "/billing", access.reader(v2.billing()::entries));
  }
}
