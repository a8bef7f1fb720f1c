/**
 * A node that is reached with a key instead of a kubeconfig: the key's file, the handshake, signed
 * requests and replies (BRC-103/104), and the resources below {@code /v2} of the bridge.
 */
package network.mandala.cli.remote;
