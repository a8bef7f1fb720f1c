/**
 * {@code agent-manifest.json}, versions 1.0 and 2.0: how the older node's users describe what they
 * deploy. {@link network.mandala.manifest.Manifest#read} takes the bytes of one, refuses it with
 * everything that is wrong with it, or gives the Agents that it asks for.
 *
 * <p>Nothing here does I/O or knows a client: the command line and the REST bridge share it.
 */
package network.mandala.manifest;
