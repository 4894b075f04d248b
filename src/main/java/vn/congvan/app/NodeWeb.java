package vn.congvan.app;

import vn.congvan.app.health.Health;
import vn.congvan.web.LogReaders;
import vn.congvan.web.WebSettings;

/** What the node tells the HTTP server of itself. */
final class NodeWeb {
  private NodeWeb() {}

  static WebSettings settings(Settings settings) {
    var usual = WebSettings.DEFAULT;
    var file = settings.number("submission.max-file") << 20;
    return new WebSettings(
        settings.text("http.host"),
        (int) settings.number("http.port"),
        new WebSettings.Limits(
            file,
            Math.max(file, usual.limits().upload()),
            (int) settings.number("submission.max-attachments"),
            usual.limits().body(),
            usual.limits().headers(),
            (int) settings.number("signing.at-once")),
        usual.capacity(),
        new WebSettings.Patience(
            usual.patience().request(),
            usual.patience().keepAlive(),
            usual.patience().uploadBytes(),
            settings.duration("shutdown.timeout")));
  }

  static LogReaders logReaders(Settings settings) {
    return switch (settings.text("log.read")) {
      case "public" -> LogReaders.PUBLIC;
      case "all-auditors" -> LogReaders.ALL_AUDITORS;
      default -> LogReaders.AUDITORS;
    };
  }

  /** Nothing that is wrong here is mended by starting the process again, so all is readiness. */
  static vn.congvan.web.Health health(Health health) {
    return new vn.congvan.web.Health(
        health.report().checks().stream()
            .map(
                check ->
                    new vn.congvan.web.Health.Check(
                        check.name(),
                        vn.congvan.web.Health.Kind.READINESS,
                        check.state() != Health.State.DOWN,
                        check.reason() == null ? null : check.reason().toString()))
            .toList());
  }
}
