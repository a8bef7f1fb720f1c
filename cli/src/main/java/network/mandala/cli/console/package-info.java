/** How the command line speaks: progress and failures for a person, answers as text or JSON. */
package network.mandala.cli.console;
