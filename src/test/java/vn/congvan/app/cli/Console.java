package vn.congvan.app.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

/** A terminal whose screen a test can read. */
final class Console {
  static final Instant NOW = Instant.parse("2026-03-05T02:30:15Z");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment;

  private Console(Map<String, String> environment) {
    this.environment = environment;
  }

  static Console speaking(String language) {
    return with(Map.of("CONGVAN_LANG", language));
  }

  static Console with(Map<String, String> environment) {
    return new Console(environment);
  }

  Terminal terminal(String... args) {
    return Terminal.of(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        environment,
        Clock.fixed(NOW, ZoneOffset.UTC),
        args);
  }

  int run(String... args) {
    return CongVan.run(terminal(args), args);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
