package vn.congvan.trust.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.KeyStoreFile;

/**
 * A key and its chain on disk: {@code name.p12} and {@code name.password}, both for the owner only.
 *
 * <p>The password is durable before the key file appears under its name, so an interruption leaves
 * either a whole pair or no key file. A key file that cannot be opened is of no use to anybody; it
 * is moved aside, not deleted, when a new one is made.
 */
final class KeyFile {
  private static final String ALIAS = "key";
  private static final int PASSWORD_BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path keyFile;
  private final Path passwordFile;

  KeyFile(Path folder, String name) {
    this.keyFile = folder.resolve(name + ".p12");
    this.passwordFile = folder.resolve(name + ".password");
  }

  /** A key and its chain, from its own certificate up to the root. */
  record Entry(PrivateKey key, List<X509Certificate> chain) {
    X509Certificate certificate() {
      return chain.get(0);
    }
  }

  Holder holder(Entry entry) {
    return new Holder(entry.certificate(), keyFile, passwordFile);
  }

  boolean exists() {
    return Files.exists(keyFile);
  }

  /** Empty when there is none, or none that can be opened. */
  Optional<Entry> read(CryptoProviders providers) throws IOException {
    if (!exists() || !Files.exists(passwordFile)) {
      return Optional.empty();
    }
    var password = Files.readString(passwordFile, StandardCharsets.UTF_8).strip().toCharArray();
    try {
      var entries = KeyStoreFile.read(Files.readAllBytes(keyFile), password, providers);
      return entries.stream().findFirst().map(e -> new Entry(e.key(), e.chain()));
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      return Optional.empty();
    }
  }

  void write(Entry entry) throws IOException {
    if (exists()) {
      Files.move(keyFile, aside(), StandardCopyOption.ATOMIC_MOVE);
    }
    var secret = new byte[PASSWORD_BYTES];
    RANDOM.nextBytes(secret);
    var password = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    writeDurably(passwordFile, password.getBytes(StandardCharsets.UTF_8), true);
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry(
          ALIAS, entry.key(), password.toCharArray(), entry.chain().toArray(Certificate[]::new));
      var bytes = new ByteArrayOutputStream();
      store.store(bytes, password.toCharArray());
      writeDurably(keyFile, bytes.toByteArray(), true);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK writes PKCS#12", e);
    }
  }

  /** Whole or not at all, and on the disk when this returns. */
  static void writeDurably(Path file, byte[] bytes, boolean ownerOnly) throws IOException {
    var fresh = file.resolveSibling(file.getFileName() + ".tmp");
    Files.deleteIfExists(fresh);
    FileAttribute<?>[] attributes =
        ownerOnly
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (var channel =
        FileChannel.open(
            fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes)) {
      var buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (var folder = FileChannel.open(file.toAbsolutePath().getParent())) {
      folder.force(true);
    }
  }

  private Path aside() {
    var n = 1;
    Path candidate;
    do {
      candidate = keyFile.resolveSibling(keyFile.getFileName() + ".unusable-" + n++);
    } while (Files.exists(candidate));
    return candidate;
  }
}
