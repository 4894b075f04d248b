package vn.congvan.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.signing.csc.ServiceProcess;
import vn.congvan.trust.lab.Certificates;

class ConsentCommandTest {
  private static final Pattern PAGE = Pattern.compile("(?m)^http://127\\.0\\.0\\.1\\S+$");

  @TempDir private Path data;

  private final HttpClient browser = HttpClient.newHttpClient();

  @Test
  void aPersonConsentsInTheBrowserAndTheNodeMayCallTheService() throws Exception {
    try (var service = service()) {
      directory(service.address());
      var console = Console.speaking("vi");
      var run =
          CompletableFuture.supplyAsync(
              () -> console.run("key", "consent", "--data", data.toString(), "--of", "h57-ld-01"));
      while (!PAGE.matcher(console.out()).find() && !run.isDone()) {
        LockSupport.parkNanos(10_000_000);
      }
      var page = PAGE.matcher(console.out());
      assertThat(page.find()).as(console.err()).isTrue();

      assertThat(browse(page.group(), "mật khẩu")).isEqualTo(200);

      assertThat(run.get(60, TimeUnit.SECONDS)).as(console.err()).isEqualTo(ExitCode.OK);
      assertThat(console.out()).contains("Đã được phép");
      var kept = Files.readString(data.resolve("config/refresh")).strip();
      assertThat(kept).isNotEmpty();
      assertThat(console.out() + console.err()).doesNotContain(kept);
    }
  }

  @Test
  void nobodyConsentsForAKeyThatIsAtNoService() throws Exception {
    directory(URI.create("https://kyso.example.vn/csc/v2"));
    var console = Console.speaking("vi");

    assertThat(console.run("key", "consent", "--data", data.toString(), "--of", "h57-vt-01"))
        .isEqualTo(ExitCode.DOES_NOT_HOLD);
    assertThat(console.err()).contains("KEY.NO_SERVICE");
  }

  private int browse(String page, String password) throws Exception {
    var sent =
        browser.send(
            HttpRequest.newBuilder(URI.create(page))
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "password=" + URLEncoder.encode(password, StandardCharsets.UTF_8)))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    var back = URI.create(sent.headers().firstValue("Location").orElseThrow());
    return browser
        .send(HttpRequest.newBuilder(back).build(), HttpResponse.BodyHandlers.ofString())
        .statusCode();
  }

  private ServiceProcess service() throws Exception {
    var made = Certificates.signer().selfSigned("CN=An");
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("k", made.key(), "p".toCharArray(), made.chain().toArray(Certificate[]::new));
    try (var out = Files.newOutputStream(data.resolve("service.p12"))) {
      store.store(out, "p".toCharArray());
    }
    var settings = new Properties();
    settings.setProperty("p12", data.resolve("service.p12").toString());
    settings.setProperty("p12.password", "p");
    settings.setProperty("client", "congvan");
    settings.setProperty("password", "mật khẩu");
    settings.setProperty("credential", "an-2026");
    return new ServiceProcess(data, settings);
  }

  private void directory(URI service) throws Exception {
    Files.createDirectories(data.resolve("config"));
    Files.writeString(
        data.resolve("config").resolve("agencies.yaml"),
        """
        agencies:
          - code: H57
            legacyCode: 000.00.00.H57
            name: Ủy ban nhân dân thành phố Huế
            place: Huế
            hostedHere: true
            validFrom: 2020-01-01
            people:
              - ref: h57-ld-01
                name: Nguyễn Văn An
                key: { csc: { service: %s, credential: an-2026, clientId: congvan, refreshTokenFile: refresh } }
        """
            .formatted(service));
  }
}
