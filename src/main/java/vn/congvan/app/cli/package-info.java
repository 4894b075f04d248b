/** The command line: what people at a terminal can ask, and how they are answered. */
@NullMarked
package vn.congvan.app.cli;

import org.jspecify.annotations.NullMarked;
