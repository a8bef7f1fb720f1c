package network.mandala.bridge.upload;

import java.util.List;
import network.mandala.bridge.deploy.Deployment;
import network.mandala.bridge.deploy.ExpectedHosts;
import network.mandala.bridge.project.CustomHosts;

/**
 * An upload that was taken.
 *
 * @param isProgram whether it has a program of its own, at the host of the agent
 * @param hosts where it will answer
 * @param custom further hosts of the project
 * @param notes what of it is not deployed, and why
 */
public record Accepted(
    Deployment deployment,
    boolean isProgram,
    ExpectedHosts hosts,
    CustomHosts.Newest custom,
    List<String> notes) {}
