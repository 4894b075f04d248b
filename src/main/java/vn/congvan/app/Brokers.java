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
    var leastFree = settings.number("broker.min-disk-free") << 20;
    requireRoom(data.broker(), leastFree);
    return EmbeddedBroker.start(
        new BrokerPlan(
            data.broker(),
            acceptor.isEmpty() ? null : acceptor,
            settings.path("broker.users-file").orElse(null),
            settings.text("broker.journal"),
            (int) settings.number("broker.journal-buffer-timeout"),
            leastFree,
            (int) settings.number("broker.large-message"),
            (int) settings.number("broker.id-cache"),
            settings.duration("broker.redelivery-delay"),
            settings.duration("broker.redelivery-delay-max")));
  }

  /** A node that starts on a full disk would take in what it cannot carry on. */
  private static void requireRoom(Path folder, long leastFree) {
    long free;
    try {
      free = Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      // Whether the folder can be used is found out by using it.
      return;
    }
    if (free < leastFree) {
      throw new Halt(
          new Reason(
              "BROKER.DISK_FULL",
              "Đĩa của %s còn trống %d MB, cần ít nhất %d MB (broker.min-disk-free). Giải phóng đĩa rồi chạy lại."
                  .formatted(folder, free >> 20, leastFree >> 20),
              "%d MB are free on the disk of %s, at least %d MB are needed (broker.min-disk-free); make room and start again"
                  .formatted(free >> 20, folder, leastFree >> 20)));
    }
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
