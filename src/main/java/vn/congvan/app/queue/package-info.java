/**
 * Queues: the broker, what a message on them looks like, and the relay that sends what the outbox
 * holds.
 */
@NullMarked
package vn.congvan.app.queue;

import org.jspecify.annotations.NullMarked;
