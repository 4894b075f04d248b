/** Calls to servers of others: only where a rule lets them go, never too long, never too much. */
@NullMarked
package vn.congvan.trust.outside;

import org.jspecify.annotations.NullMarked;
