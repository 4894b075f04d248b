/** The demonstration: one document and its whole journey, with lab agencies and people. */
@NullMarked
package vn.congvan.app.demo;

import org.jspecify.annotations.NullMarked;
