/**
 * Deployments: each is opened by an admin, takes one upload at a signed address, and becomes a
 * release of an Agent.
 */
package network.mandala.bridge.deploy;
