/** What admins set for all that runs in a project. */
package network.mandala.bridge.settings;
