package vn.congvan.app;

import java.util.Map;

/**
 * What each setting's value must look like. What it means and what it is by default stands in
 * {@code config/application.properties}, and nowhere else; {@code SettingsTest} holds the two
 * together.
 */
final class KnownSettings {
  private static final SettingForm ADDRESS =
      SettingForm.text("\\S*", "địa chỉ không có dấu cách", "an address without spaces");

  private static final String SERVER = Proving.SERVER.pattern();

  private static final SettingForm FRACTIONS =
      SettingForm.text(
          "(0?\\.\\d{1,4}|0|1)(\\s+(0?\\.\\d{1,4}|0|1)){1}(\\s+(0?\\.\\d{0,3}[1-9]\\d?|1)){2}",
          "bốn số từ 0 đến 1 (trái, trên, rộng, cao) cách nhau bằng dấu cách, như .005 .065 .428 .030",
          "four numbers from 0 to 1 (left, top, width, height) between spaces, as .005 .065 .428 .030");

  static final Map<String, SettingForm> FORMS =
      Map.ofEntries(
          Map.entry(
              "node.name",
              SettingForm.text(
                  "[A-Za-z0-9][A-Za-z0-9-]{0,39}",
                  "tối đa 40 chữ không dấu, chữ số và gạch nối",
                  "up to 40 letters, digits and hyphens")),
          Map.entry("directory.file", SettingForm.text()),
          Map.entry("trust.directory", SettingForm.text()),
          Map.entry("routes.directory", SettingForm.text()),
          Map.entry("content.directory", SettingForm.text()),
          Map.entry("shutdown.timeout", SettingForm.duration()),
          Map.entry("signing.level", SettingForm.oneOf("B-B", "B-T")),
          Map.entry("issue.number-mode", SettingForm.oneOf("field", "reserve")),
          Map.entry("issue.revocation", SettingForm.oneOf("refuse", "warn", "off")),
          Map.entry("raise.level", SettingForm.oneOf("none", "B-T", "B-LT", "B-LTA")),
          Map.entry("raise.renew-before", SettingForm.duration()),
          Map.entry(
              "raise.algorithms-until",
              SettingForm.text(
                  "|20\\d\\d-(0[1-9]|1[0-2])-(0[1-9]|1\\d|2[0-8])",
                  "để trống hoặc một ngày dạng 2030-12-28 (ngày 01 đến 28)",
                  "empty or a date as 2030-12-28 (day 01 to 28)")),
          Map.entry(
              "timestamp.servers",
              SettingForm.text(
                  "|" + SERVER + "(\\s*,\\s*" + SERVER + ")*",
                  "các địa chỉ http(s) cách nhau bằng dấu phẩy, sau mỗi địa chỉ có thể ghi số lần/khoảng, như http://tsa.example.vn 20/20m",
                  "http(s) addresses between commas, each with questions/duration after it or without, as http://tsa.example.vn 20/20m")),
          Map.entry(
              "timestamp.policy",
              SettingForm.text(
                  "|[0-2](\\.\\d{1,10})+",
                  "để trống hoặc mã OID như 1.2.3",
                  "empty or an object identifier as 1.2.3")),
          Map.entry("timestamp.deadline", SettingForm.duration()),
          Map.entry("revocation.deadline", SettingForm.duration()),
          Map.entry("revocation.keep", SettingForm.duration()),
          Map.entry("revocation.max-list", SettingForm.count(1, 512)),
          Map.entry("revocation.nonce", SettingForm.oneOf("yes", "no")),
          Map.entry(
              "verify.policy",
              SettingForm.text(
                  "\\S.*", "tên một chính sách hoặc tệp", "the name of a policy or a file")),
          Map.entry("verify.servers", SettingForm.oneOf("ask", "never")),
          Map.entry("verify.wait", SettingForm.duration()),
          Map.entry("outside.private-addresses", SettingForm.oneOf("yes", "no")),
          Map.entry("outside.allowed-hosts", SettingForm.text()),
          Map.entry("outside.denied-hosts", SettingForm.text()),
          Map.entry(
              "database.url",
              SettingForm.text(
                  "|jdbc:(sqlite|postgresql):\\S+",
                  "để trống, jdbc:sqlite:… hoặc jdbc:postgresql:…",
                  "empty, jdbc:sqlite:… or jdbc:postgresql:…")),
          Map.entry("database.user", SettingForm.text()),
          Map.entry("database.password-file", SettingForm.text()),
          Map.entry("database.max-connections", SettingForm.count(2, 500)),
          Map.entry("broker.url", ADDRESS),
          Map.entry("broker.user", SettingForm.text()),
          Map.entry("broker.password-file", SettingForm.text()),
          Map.entry("broker.acceptor", ADDRESS),
          Map.entry("broker.users-file", SettingForm.text()),
          Map.entry("broker.journal", SettingForm.oneOf("auto", "nio", "asyncio")),
          Map.entry("broker.journal-buffer-timeout", SettingForm.count(10, 10_000)),
          Map.entry("broker.min-disk-free", SettingForm.count(10, 1_000_000)),
          Map.entry("broker.large-message", SettingForm.count(10_240, 400_000)),
          Map.entry("broker.id-cache", SettingForm.count(100, 1_000_000)),
          Map.entry("broker.redelivery-delay", SettingForm.duration()),
          Map.entry("broker.redelivery-delay-max", SettingForm.duration()),
          Map.entry("consumers", SettingForm.count(1, 64)),
          Map.entry("consumers.inbox", SettingForm.count(1, 64)),
          Map.entry("relay.threads", SettingForm.count(1, 16)),
          Map.entry("work.tries", SettingForm.count(1, 100)),
          Map.entry("inbox.keep", SettingForm.duration()),
          Map.entry(
              "http.host",
              SettingForm.text("\\S+", "tên máy hoặc địa chỉ", "a host name or address")),
          Map.entry("http.port", SettingForm.count(0, 65_535)),
          Map.entry("signing.session-life", SettingForm.duration()),
          Map.entry("signing.at-once", SettingForm.count(1, 1_000)),
          Map.entry("submission.max-file", SettingForm.count(1, 2_000)),
          Map.entry("submission.max-pages", SettingForm.count(1, 100_000)),
          Map.entry("submission.max-attachments", SettingForm.count(0, 1_000)),
          Map.entry("submission.max-receivers", SettingForm.count(1, 200_000)),
          Map.entry("signing.rsa", SettingForm.oneOf("pss", "pkcs1")),
          Map.entry(
              "signing.digest",
              SettingForm.oneOf("sha256", "sha384", "sha512", "sha3-256", "sha3-384", "sha3-512")),
          Map.entry("signing.second", SettingForm.oneOf("none", "ml-dsa-65")),
          Map.entry("page.number", FRACTIONS),
          Map.entry("page.date", FRACTIONS),
          Map.entry("page.signature", FRACTIONS),
          Map.entry("page.urgency", FRACTIONS),
          Map.entry("page.seal-diameter", SettingForm.count(20, 60)),
          Map.entry("packet.max-size", SettingForm.count(1, 4_000)),
          Map.entry("packet.max-file", SettingForm.count(1, 2_000)),
          Map.entry("packet.max-files", SettingForm.count(1, 1_000)),
          Map.entry(
              "log.origin",
              SettingForm.text(
                  "[a-z0-9.-]+(/[a-z0-9.-]+)+",
                  "tên máy, dấu gạch chéo và một tên, như congvan.example.vn/log/1",
                  "a host name, a slash and a name, as congvan.example.vn/log/1")),
          Map.entry("log.publish-interval", SettingForm.duration()),
          Map.entry("log.read", SettingForm.oneOf("auditors", "all-auditors", "public")),
          Map.entry("log.directory", SettingForm.text()));

  private KnownSettings() {}
}
