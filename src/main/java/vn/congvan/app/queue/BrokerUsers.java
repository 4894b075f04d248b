package vn.congvan.app.queue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;

/**
 * Who may do what at the embedded broker: this node everything, with a secret that lives as long as
 * the process; an agency's system what the users' file grants, which is never more than to consume
 * from and send to inboxes. The queues of events belong to the node alone.
 */
final class BrokerUsers implements ActiveMQSecurityManager5 {
  static final String NODE = "node";

  private static final Pattern INBOX = Pattern.compile("agency\\.([A-Z0-9-]{1,35}|\\*)\\.inbox");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
  private static final long MAX_BYTES = 1L << 20;

  private final byte[] nodeSecret;
  private final Map<String, User> users;

  /**
   * A user of the acceptor.
   *
   * @param key SHA-256 of the secret it shows
   */
  @SuppressWarnings("ArrayRecordComponent") // compared in constant time, never as a record
  private record User(byte[] key, Set<String> consume, Set<String> send) {}

  private BrokerUsers(String nodeSecret, Map<String, User> users) {
    this.nodeSecret = sha256(nodeSecret);
    this.users = users;
  }

  static BrokerUsers nodeOnly(String nodeSecret) {
    return new BrokerUsers(nodeSecret, Map.of());
  }

  /**
   * @throws Halt when the file cannot be read or grants what it must not
   */
  static BrokerUsers read(Path file, String nodeSecret) {
    var lines = new Properties();
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      if (Files.size(file) > MAX_BYTES) {
        throw wrong(file, "it is larger than %d bytes".formatted(MAX_BYTES), null);
      }
      lines.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw wrong(file, String.valueOf(e.getMessage()), e);
    }
    var keys = new TreeMap<String, byte[]>();
    var consume = new TreeMap<String, Set<String>>();
    var send = new TreeMap<String, Set<String>>();
    for (var line : lines.stringPropertyNames()) {
      var dot = line.lastIndexOf('.');
      var name = dot < 0 ? line : line.substring(0, dot);
      var value = String.valueOf(lines.getProperty(line)).strip();
      if (!NAME.matcher(name).matches() || name.equals(NODE)) {
        throw wrong(file, "'%s' is no name for a user".formatted(Shown.of(name)), null);
      }
      switch (line.substring(dot + 1)) {
        case "key" -> keys.put(name, key(file, name, value));
        case "consume" -> consume.put(name, queues(file, value));
        case "send" -> send.put(name, queues(file, value));
        default ->
            throw wrong(
                file,
                "'%s' is none of <user>.key, <user>.consume, <user>.send".formatted(Shown.of(line)),
                null);
      }
    }
    var named = new TreeSet<>(consume.keySet());
    named.addAll(send.keySet());
    named.removeAll(keys.keySet());
    if (!named.isEmpty()) {
      throw wrong(file, "the user %s has no key".formatted(named.first()), null);
    }
    var users = new TreeMap<String, User>();
    keys.forEach(
        (name, key) ->
            users.put(
                name,
                new User(
                    key, consume.getOrDefault(name, Set.of()), send.getOrDefault(name, Set.of()))));
    return new BrokerUsers(nodeSecret, users);
  }

  @Override
  public @Nullable Subject authenticate(
      @Nullable String name,
      @Nullable String password,
      RemotingConnection connection,
      @Nullable String domain) {
    if (name == null || password == null) {
      return null;
    }
    var user = users.get(name);
    var expected = name.equals(NODE) ? nodeSecret : user == null ? null : user.key();
    if (expected == null || !MessageDigest.isEqual(expected, sha256(password))) {
      return null;
    }
    var subject = new Subject();
    subject.getPrincipals().add(new UserPrincipal(name));
    return subject;
  }

  @Override
  public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
    var names = subject.getPrincipals(UserPrincipal.class).iterator();
    if (!names.hasNext()) {
      return false;
    }
    var name = names.next().getName();
    if (name.equals(NODE)) {
      return true;
    }
    var user = users.get(name);
    if (user == null) {
      return false;
    }
    return switch (check) {
      case CONSUME, BROWSE -> grants(user.consume(), address);
      case SEND -> grants(user.send(), address);
      default -> false;
    };
  }

  /** The broker asks about {@code address::queue} when it knows the queue; ours bear one name. */
  private static boolean grants(Set<String> granted, String address) {
    var both = address.split("::", 2);
    var queue = both[0];
    if (both.length == 2 && !both[1].equals(queue)) {
      return false;
    }
    return granted.contains(queue)
        || (granted.contains("agency.*.inbox") && INBOX.matcher(queue).matches());
  }

  @Override
  public boolean validateUser(String user, String password) {
    return false;
  }

  @Override
  public boolean validateUserAndRole(
      String user, String password, Set<Role> roles, CheckType checkType) {
    return false;
  }

  private static byte[] key(Path file, String name, String value) {
    if (!KEY.matcher(value).matches()) {
      throw wrong(
          file,
          "the key of %s is not the SHA-256 of a secret in 64 hexadecimal digits".formatted(name),
          null);
    }
    return HexFormat.of().parseHex(value);
  }

  private static Set<String> queues(Path file, String value) {
    var queues = new TreeSet<String>();
    for (var queue : value.split(",", -1)) {
      if (!INBOX.matcher(queue.strip()).matches()) {
        throw wrong(
            file,
            "'%s' is no agency's inbox, and nothing else can be granted"
                .formatted(Shown.of(queue.strip())),
            null);
      }
      queues.add(queue.strip());
    }
    return queues;
  }

  private static Halt wrong(Path file, String why, @Nullable Exception cause) {
    var reason =
        new Reason(
            "BROKER.USERS_FILE",
            "Không dùng được tệp người dùng của hàng đợi %s: %s. Sửa tệp rồi chạy lại."
                .formatted(file, why),
            "cannot use the broker's users %s: %s; mend the file and start again"
                .formatted(file, why));
    return cause == null ? new Halt(reason) : new Halt(reason, cause);
  }

  private static byte[] sha256(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
