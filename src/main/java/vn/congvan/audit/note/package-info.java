/**
 * What a log signs and hands out, in the formats of C2SP that other logs' tools read: notes, keys,
 * checkpoints, proofs.
 */
@NullMarked
package vn.congvan.audit.note;

import org.jspecify.annotations.NullMarked;
