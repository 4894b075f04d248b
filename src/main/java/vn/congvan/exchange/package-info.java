/** Deliveries between agencies: what was sent to whom, and what they answered. */
@NullMarked
package vn.congvan.exchange;

import org.jspecify.annotations.NullMarked;
