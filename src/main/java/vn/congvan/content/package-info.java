/** Keeps bytes by their hash. */
@NullMarked
package vn.congvan.content;

import org.jspecify.annotations.NullMarked;
