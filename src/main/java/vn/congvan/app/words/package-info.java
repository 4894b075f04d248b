/** How verdicts, trails and tables are put into words for people. */
@NullMarked
package vn.congvan.app.words;

import org.jspecify.annotations.NullMarked;
