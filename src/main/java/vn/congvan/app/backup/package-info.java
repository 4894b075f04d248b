/** Copies an installation while it works, and makes a working one of a copy. */
@NullMarked
package vn.congvan.app.backup;

import org.jspecify.annotations.NullMarked;
