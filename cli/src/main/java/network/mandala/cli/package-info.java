/**
 * The command line {@code mandala}: the root command and the way in; each group of commands is a
 * package.
 */
package network.mandala.cli;
