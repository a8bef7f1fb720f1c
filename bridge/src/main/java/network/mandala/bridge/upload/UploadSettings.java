package network.mandala.bridge.upload;

import java.nio.file.Path;
import java.time.Duration;
import network.mandala.builder.artifact.Limits;

/**
 * How uploads are taken.
 *
 * @param folder where they lie until they are in the registry; its own, it is emptied at the start
 * @param mostBytes of one, packed
 * @param atOnce how many at the same time
 * @param time the longest for one
 * @param limits of what is in it
 */
public record UploadSettings(
    Path folder, long mostBytes, int atOnce, Duration time, Limits limits) {}
