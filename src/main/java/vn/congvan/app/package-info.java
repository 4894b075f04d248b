/** Builds one of each, starts Camel; the command line; the only place that knows Camel and JMS. */
@NullMarked
package vn.congvan.app;

import org.jspecify.annotations.NullMarked;
