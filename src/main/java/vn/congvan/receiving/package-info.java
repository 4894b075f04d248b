/** The arrival gate: complete, intact, authentic, for us, and not a duplicate. */
@NullMarked
package vn.congvan.receiving;

import org.jspecify.annotations.NullMarked;
