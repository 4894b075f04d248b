/**
 * Reports of verdicts, one a file: pages for people, and the report of the standard for programs;
 * and the files as they were signed.
 */
@NullMarked
package vn.congvan.app.report;

import org.jspecify.annotations.NullMarked;
