package network.mandala.manifest;

/**
 * One service finds another by its URL.
 *
 * @param from the service that is told
 * @param to the service whose URL it is
 * @param variable of the environment of {@code from}
 */
public record Link(String from, String to, String variable) {}
