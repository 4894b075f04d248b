package vn.congvan.app.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.LabPki;

/**
 * The lab's certification authorities as somebody who asks about a certificate meets them: their
 * revocation lists and certificates, over HTTP on the loopback address. The port is chosen once and
 * kept in the data folder, before any certificate is issued, because every certificate names it.
 */
final class LabLists implements AutoCloseable {
  private static final String PORT = "revocation-lists.port";
  private static final String LIST = "application/pkix-crl";
  private static final String CERTIFICATE = "application/pkix-cert";
  private static final int GET_ONLY = 405;

  private final LabPki pki;
  private final int port;
  private final @Nullable HttpServer server;
  private final AtomicInteger asked = new AtomicInteger();

  private LabLists(LabPki pki, int port, @Nullable HttpServer server) {
    this.pki = pki;
    this.port = port;
    this.server = server;
  }

  /**
   * Opens the lab's keys in a data folder, and serves its lists where its certificates say so.
   *
   * @param lab the data folder's folder of the lab; nobody else may work in it meanwhile
   */
  static LabLists open(Path lab, Clock clock) throws IOException {
    var keys = lab.resolve("pki");
    var kept = keptPort(lab);
    if (kept.isEmpty() && Files.exists(keys)) {
      return new LabLists(LabPki.open(keys, clock, CryptoProviders.best()), 0, null);
    }
    var server = server(kept.orElse(0));
    try {
      var port = server.isPresent() ? server.get().getAddress().getPort() : kept.orElseThrow();
      if (kept.isEmpty()) {
        keepPort(lab, port);
      }
      var pki = LabPki.openWithLists(keys, clock, CryptoProviders.best(), address(port));
      var lists = new LabLists(pki, port, server.orElse(null));
      lists.serve();
      return lists;
    } catch (IOException | RuntimeException e) {
      server.ifPresent(one -> one.stop(0));
      throw e;
    }
  }

  LabPki pki() {
    return pki;
  }

  /** Whether the lab's certificates name this server at all; those of earlier versions do not. */
  boolean areNamed() {
    return port > 0;
  }

  /** Whether they can be asked: not while something else has their port. */
  boolean areServed() {
    return server != null;
  }

  URI address() {
    return address(port);
  }

  /** How often somebody came and asked. */
  int asked() {
    return asked.get();
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }

  private void serve() {
    if (server != null) {
      answer(server, "/root.crl", LIST, pki::rootList);
      answer(server, "/issuing.crl", LIST, pki::issuingList);
      answer(server, "/root.crt", CERTIFICATE, () -> encoded(pki.rootCa()));
      answer(server, "/issuing.crt", CERTIFICATE, () -> encoded(pki.issuingCa()));
      server.start();
    }
  }

  private void answer(HttpServer to, String path, String type, Supplier<byte[]> content) {
    to.createContext(
        path,
        exchange -> {
          try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
              exchange.sendResponseHeaders(GET_ONLY, -1);
              return;
            }
            asked.incrementAndGet();
            var bytes = content.get();
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
  }

  /** Empty when something else has the port. */
  private static Optional<HttpServer> server(int port) throws IOException {
    try {
      return Optional.of(
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
    } catch (BindException busy) {
      return Optional.empty();
    }
  }

  private static URI address(int port) {
    return URI.create(
        "http://%s:%d/".formatted(InetAddress.getLoopbackAddress().getHostAddress(), port));
  }

  private static Optional<Integer> keptPort(Path lab) throws IOException {
    var file = lab.resolve(PORT);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var text = Files.readString(file).strip();
    if (!text.matches("[1-9]\\d{0,4}")) {
      throw new IOException("%s does not hold a port".formatted(file));
    }
    return Optional.of(Integer.valueOf(text));
  }

  private static void keepPort(Path lab, int port) throws IOException {
    Files.createDirectories(lab);
    var fresh = Files.createTempFile(lab, PORT, ".tmp");
    Files.writeString(fresh, port + "\n");
    Files.move(fresh, lab.resolve(PORT), StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate made here has an encoding", e);
    }
  }
}
