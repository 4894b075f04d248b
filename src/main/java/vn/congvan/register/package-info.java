/**
 * Numbers and books: what state each outgoing and incoming document is in, and every number ever
 * given.
 */
@NullMarked
package vn.congvan.register;

import org.jspecify.annotations.NullMarked;
