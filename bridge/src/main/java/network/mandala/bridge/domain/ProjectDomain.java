package network.mandala.bridge.domain;

import network.mandala.crds.agent.DomainTarget;

/**
 * A host name that a project has proved to be its own.
 *
 * @param host in lower case
 */
public record ProjectDomain(String host, DomainTarget target) {}
