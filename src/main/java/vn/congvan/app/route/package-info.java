/** Runs the routes: what a unit of work is to Camel, and what happens when a step fails. */
@NullMarked
package vn.congvan.app.route;

import org.jspecify.annotations.NullMarked;
