/** Measures the program against its own limits and against what others reach, on this machine. */
@NullMarked
package vn.congvan.app.bench;

import org.jspecify.annotations.NullMarked;
