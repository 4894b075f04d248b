/**
 * Reads the text an appearance shows, and refuses to say so of whatever could show something else.
 */
@NullMarked
package vn.congvan.validation.shown;

import org.jspecify.annotations.NullMarked;
