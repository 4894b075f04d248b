package vn.congvan.validation.pdf;

import java.util.Map;
import java.util.Set;

/**
 * An incremental update, accounted for byte by byte.
 *
 * @param objects by number, all that its section lists but the containers
 * @param containers numbers of its object streams and of its cross-reference stream
 */
public record Update(
    Revision revision, Map<Integer, IndirectObject> objects, Set<Integer> containers) {}
