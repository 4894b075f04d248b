package vn.congvan.app.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Settings given with the command; they win over files and environment. */
final class SettingOption {
  @Option(names = "--set", paramLabel = "KEY=VALUE", descriptionKey = "set", order = 50)
  private Map<String, String> settings = new LinkedHashMap<>();

  Map<String, String> overrides() {
    return settings;
  }
}
