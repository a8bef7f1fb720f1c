/** What a provider decides about the bridge, and the secrets that its pod mounts. */
package network.mandala.bridge.config;
