package network.mandala.bridge.project;

import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the bridge itself keeps about projects, in one table.
 *
 * @param projects that have any of it
 * @param forget what there is of one; nothing if there is none
 */
public record ProjectRows(Supplier<Set<String>> projects, Consumer<String> forget) {}
