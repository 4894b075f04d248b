/** Verdicts on many files: reached side by side, and written for programs and spreadsheets. */
@NullMarked
package vn.congvan.app.verdict;

import org.jspecify.annotations.NullMarked;
