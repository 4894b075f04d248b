/** The API for people's tools and agencies' systems. */
@NullMarked
package vn.congvan.web;

import org.jspecify.annotations.NullMarked;
