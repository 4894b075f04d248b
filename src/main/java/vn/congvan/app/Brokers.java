package vn.congvan.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import vn.congvan.app.data.DataFolder;
import vn.congvan.app.queue.Broker;
import vn.congvan.app.queue.BrokerPlan;
import vn.congvan.app.queue.EmbeddedBroker;
import vn.congvan.app.queue.ExternalBroker;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;

/** Opens the broker the settings ask for. */
final class Brokers {
  private Brokers() {}

  static Broker open(Settings settings, DataFolder data) {
    var url = settings.text("broker.url");
    if (!url.isEmpty()) {
      return ExternalBroker.connect(
          url,
          settings.text("broker.user"),
          settings.path("broker.password-file").map(Brokers::secret).orElse(""),
          (int) settings.number("broker.large-message"));
    }
    var acceptor = settings.text("broker.acceptor");
    return EmbeddedBroker.start(
        new BrokerPlan(
            data.broker(),
            acceptor.isEmpty() ? null : acceptor,
            settings.path("broker.users-file").orElse(null),
            settings.text("broker.journal"),
            (int) settings.number("broker.journal-buffer-timeout"),
            settings.number("broker.min-disk-free") << 20,
            (int) settings.number("broker.large-message"),
            (int) settings.number("broker.id-cache"),
            settings.duration("broker.redelivery-delay"),
            settings.duration("broker.redelivery-delay-max")));
  }

  private static String secret(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new Halt(
          new Reason(
              "BROKER.PASSWORD_FILE",
              "Không đọc được tệp mật khẩu %s. Kiểm tra broker.password-file và quyền đọc."
                  .formatted(file),
              "cannot read the password file %s; check broker.password-file and its rights"
                  .formatted(file)),
          e);
    }
  }
}
