package network.mandala.cli.agent;

import java.time.Duration;
import network.mandala.manifest.Manifest;

/**
 * A push, as a person asks for it.
 *
 * @param manifest null: the source has none
 * @param timeout for each agent; null: nobody waits
 */
record PushRequest(
    SourceFolder source, Manifest manifest, PushPlan plan, PushFlags flags, Duration timeout) {}
