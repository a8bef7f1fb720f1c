/**
 * From a source artifact to an image in the registry, without a daemon, without root and without
 * rights in the cluster.
 *
 * <p>{@link network.mandala.builder.Main} is the process of the build Job. It runs twice in a
 * tenant's namespace; between its two steps the runtime's own package manager installs the
 * dependencies. Where the agent has a static site, a step of its own makes an image of that before.
 *
 * <pre>
 * java -cp builder.jar:lib/* network.mandala.builder.Main fetch       registry -&gt; /work/source
 * java -cp builder.jar:lib/* network.mandala.builder.Main site        a folder of /work/source -&gt; registry
 * java -cp builder.jar:lib/* network.mandala.builder.Main assemble    /work/source, /work/dependencies -&gt; registry
 * </pre>
 *
 * {@link network.mandala.builder.Settings} lists the environment, {@link
 * network.mandala.builder.Outcome} what is left in the termination log (a path in {@code
 * MANDALA_TERMINATION_LOG}, default /dev/termination-log), {@link network.mandala.builder.Reason}
 * the exit codes. It writes to /work and nowhere else. The container sets {@code LC_ALL=C.UTF-8}:
 * without it a JVM cannot name files outside ASCII. It is short-lived: {@code -XX:+UseSerialGC
 * -XX:TieredStopAtLevel=1} and an AOT cache start it fastest. A jlinked runtime needs java.base,
 * java.logging, java.naming, java.net.http, java.security.jgss, java.sql and jdk.unsupported.
 */
package network.mandala.builder;
