/** Keys, calls and receipts of inference, as the older {@code fed-ai} program has them. */
package network.mandala.cli.infer;
