/** Whether the node can do its work, and what to do when it cannot. */
@NullMarked
package vn.congvan.app.health;

import org.jspecify.annotations.NullMarked;
