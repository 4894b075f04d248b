/** A unit of work over SQLite or PostgreSQL, with the inbox and the outbox that commit with it. */
@NullMarked
package vn.congvan.store;

import org.jspecify.annotations.NullMarked;
