package vn.congvan.audit;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.audit.note.NoteRefused;
import vn.congvan.audit.note.SignerKey;
import vn.congvan.audit.note.VerifierKey;
import vn.congvan.document.Halt;
import vn.congvan.document.RetryLater;

/**
 * What a log keeps outside the database: its keys, its guard, and its newest checkpoint for whoever
 * fetches files.
 *
 * <p>Trusted: who can write here can sign for the log. Whoever can write only the database cannot
 * change what was signed without being found out.
 */
final class LogFolder {
  private static final Logger LOG = LoggerFactory.getLogger(LogFolder.class);

  private final Path path;

  LogFolder(Path path) {
    this.path = path;
  }

  /**
   * Makes the folder where there is none, and sees to it that only one process keeps a log here.
   */
  FileChannel lock() {
    try {
      Files.createDirectories(path);
      var channel =
          FileChannel.open(
              path.resolve("keeper.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          return channel;
        }
      } catch (OverlappingFileLockException e) {
        // Another keeper in this process; said below.
      }
      channel.close();
    } catch (IOException e) {
      throw new Halt(Reasons.folder(path, e), e);
    }
    throw new Halt(Reasons.anotherKeeper(path));
  }

  /** Does something that no keeper may be at work beside. */
  <T> T alone(Supplier<T> work) {
    var lock = lock();
    try {
      return work.get();
    } finally {
      release(lock);
    }
  }

  void release(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      LOG.warn("couldn't give up the log's folder {}", path, e);
    }
  }

  Optional<Guard> guard() {
    var text = read(guardFile());
    try {
      return text == null ? Optional.empty() : Optional.of(Guard.parse(text));
    } catch (NoteRefused e) {
      throw new Halt(Reasons.unreadable(path.resolve("guard"), e.getMessage()), e);
    }
  }

  void write(Guard guard) {
    write(guardFile(), guard.text());
  }

  private DurableFile guardFile() {
    return new DurableFile(path.resolve("guard"), false);
  }

  /** The newest checkpoint, as anybody may fetch it. */
  Optional<String> checkpoint() {
    return Optional.ofNullable(read(checkpointFile()));
  }

  void writeCheckpoint(String note) {
    write(checkpointFile(), note);
  }

  private DurableFile checkpointFile() {
    return new DurableFile(path.resolve("checkpoint"), false);
  }

  /** The private key of a log. */
  Optional<SignerKey> key(long log) {
    var text = read(keyFile(log));
    try {
      return text == null ? Optional.empty() : Optional.of(SignerKey.parse(text.strip()));
    } catch (NoteRefused e) {
      throw new Halt(Reasons.unreadable(path.resolve(keyName(log)), e.getMessage()), e);
    }
  }

  SignerKey makeKey(long log, String origin) {
    try {
      var key = SignerKey.generate(origin, new SecureRandom());
      write(keyFile(log), key.secret() + "\n");
      return key;
    } catch (NoteRefused e) {
      throw new Halt(Reasons.badOrigin(origin), e);
    }
  }

  /** A log that has been closed signs nothing more. */
  void destroyKey(long log) {
    try {
      Files.deleteIfExists(path.resolve(keyName(log)));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private DurableFile keyFile(long log) {
    return new DurableFile(path.resolve(keyName(log)), true);
  }

  private static String keyName(long log) {
    return "log-" + log + ".key";
  }

  /** The public keys of all logs of this installation, one a line, the oldest first. */
  List<VerifierKey> verifiers() {
    var text = read(verifierFile());
    var keys = new ArrayList<VerifierKey>();
    try {
      for (var line : text == null ? List.<String>of() : text.lines().toList()) {
        keys.add(VerifierKey.parse(line));
      }
    } catch (NoteRefused e) {
      throw new Halt(Reasons.unreadable(path.resolve("log.vkey"), e.getMessage()), e);
    }
    return keys;
  }

  /** Adds a log's public key, unless it is there; refuses to give a log a second one. */
  void addVerifier(VerifierKey key) {
    var keys = new ArrayList<>(verifiers());
    for (var known : keys) {
      if (known.name().equals(key.name())) {
        if (!known.equals(key)) {
          throw new Halt(Reasons.otherKey(key.name()));
        }
        return;
      }
    }
    keys.add(key);
    var text = new StringBuilder();
    keys.forEach(known -> text.append(known).append('\n'));
    write(verifierFile(), text.toString());
  }

  private DurableFile verifierFile() {
    return new DurableFile(path.resolve("log.vkey"), false);
  }

  private @Nullable String read(DurableFile file) {
    try {
      return file.read().orElse(null);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void write(DurableFile file, String text) {
    try {
      file.write(text);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Tried again by itself: a full disk is emptied, a right is given back. */
  private RetryLater failed(IOException e) {
    return new RetryLater(Reasons.folder(path, e), e);
  }
}
