/**
 * A public-key infrastructure for demonstrations, benchmarks and tests; never for real documents.
 */
@NullMarked
package vn.congvan.trust.lab;

import org.jspecify.annotations.NullMarked;
