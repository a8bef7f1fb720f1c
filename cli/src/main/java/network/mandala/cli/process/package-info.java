/**
 * Other programs that commands run: their output goes to a log, a person sees that they are alive
 * and, if they fail, why.
 */
package network.mandala.cli.process;
