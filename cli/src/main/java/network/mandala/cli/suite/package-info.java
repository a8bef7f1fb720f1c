/** {@code mandala test}: everything that is tested, in one run with one count at its end. */
package network.mandala.cli.suite;
