package vn.congvan.store;

/**
 * A message that names itself, so that the inbox can tell a repeat: the same key is the same
 * message.
 */
public interface Idempotent {
  String inboxKey();
}
