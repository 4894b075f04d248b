/** Decides whether what is handed in is a document we can take. */
@NullMarked
package vn.congvan.submission;

import org.jspecify.annotations.NullMarked;
