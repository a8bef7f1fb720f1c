package network.mandala.bridge.upload;

import network.mandala.manifest.Service;

/**
 * What is in an upload, checked.
 *
 * @param service to run
 */
record Artifact(Service service) {}
