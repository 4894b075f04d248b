package vn.congvan.app.route;

import java.util.regex.Pattern;

/**
 * How metrics name routes and steps: those that every agency has one of bear one name, or a page of
 * metrics would grow with the directory.
 */
final class Labels {
  private static final Pattern AGENCY_BEFORE_STEP = Pattern.compile("^[A-Z][0-9A-Z-]*-(?=[a-z])");
  private static final Pattern AGENCY_AFTER_ROUTE = Pattern.compile("-[A-Z][0-9A-Z-]*$");

  private Labels() {}

  static String step(String id) {
    return AGENCY_BEFORE_STEP.matcher(id).replaceFirst("");
  }

  static String route(String id) {
    return AGENCY_AFTER_ROUTE.matcher(id).replaceFirst("");
  }
}
