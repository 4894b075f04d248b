package vn.congvan.web;

import vn.congvan.document.Act;
import vn.congvan.document.DocumentEvent;

/** Where people's acts are handed in, whichever door they came through. */
public interface Desk {
  /**
   * Carries the act out and returns when that is durable.
   *
   * @throws vn.congvan.document.Refused when it is not to be carried out; nothing has changed
   * @throws vn.congvan.document.Failure when it could not be; nothing has changed
   */
  DocumentEvent perform(Act act);
}
