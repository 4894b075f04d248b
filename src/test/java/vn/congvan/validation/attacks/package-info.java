/** What people do to signed files, in functions: each makes of a sound file one that must fall. */
@org.jspecify.annotations.NullMarked
package vn.congvan.validation.attacks;
