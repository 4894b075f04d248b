/** Sheets of paper as PDF, and the letters on them: the same on every machine. */
@NullMarked
package vn.congvan.app.paper;

import org.jspecify.annotations.NullMarked;
