package vn.congvan.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.congvan.directory.Role;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;

/**
 * Reads and extends {@code api-keys.yaml}. Trusted: whoever can change it can act for anybody the
 * directory knows. It holds no key, only hashes, so reading it lets nobody in. Read at start; a
 * change counts from the next start.
 */
public final class ApiKeyFile {
  private static final long MAX_BYTES = 16L << 20;
  private static final Pattern ID = Pattern.compile("[0-9A-Za-z]{10}");
  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(10).build())
                  .build())
          .addModule(new JavaTimeModule())
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private ApiKeyFile() {}

  /** The whole file. */
  record Listing(@Nullable List<Entry> keys) {}

  /** One key as written. */
  record Entry(
      @Nullable String id,
      @Nullable String sha256,
      @Nullable String agency,
      @Nullable String person,
      @Nullable Role role,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      @Nullable List<String> allowedFrom) {}

  /**
   * No file means no keys: nobody can call the API.
   *
   * @throws Halt when the file is damaged or says something impossible
   */
  public static ApiKeys read(Path file) {
    try {
      if (!Files.exists(file)) {
        return new ApiKeys(List.of());
      }
      if (Files.size(file) > MAX_BYTES) {
        throw wrong(
            file,
            "lớn hơn %d byte".formatted(MAX_BYTES),
            "it is larger than %d bytes".formatted(MAX_BYTES),
            null);
      }
      var listing = YAML.readValue(file.toFile(), Listing.class);
      if (listing == null || listing.keys() == null) {
        throw wrong(file, "thiếu danh sách \"keys\"", "the list 'keys' is missing", null);
      }
      return new ApiKeys(listing.keys().stream().map(ApiKeyFile::key).toList());
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      var line = at == null ? 0 : at.getLineNr();
      var detail = Shown.of(e.getOriginalMessage());
      throw wrong(
          file,
          "dòng %d không đúng cách viết (chi tiết: %s)".formatted(line, detail),
          "line %d: %s".formatted(line, detail),
          e);
    } catch (IOException e) {
      throw wrong(file, "không đọc được", "it cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw wrong(file, "chi tiết: " + e.getMessage(), String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Adds a key's entry at the end of the file, which is made when it is not there; durable when it
   * returns.
   *
   * @throws Halt when the file cannot be written
   */
  public static void add(Path file, ApiKey key) {
    var text = new StringBuilder();
    if (!Files.exists(file)) {
      text.append(
          "# Who may call the HTTP API. Holds hashes, never keys. Trusted: who can change it acts for anybody.\n");
      text.append("keys:\n");
    }
    text.append("  - id: ").append(quoted(key.id())).append('\n');
    text.append("    sha256: ").append(quoted(key.hash().hex())).append('\n');
    text.append("    agency: ").append(key.agency()).append('\n');
    text.append("    person: ").append(quoted(key.person())).append('\n');
    text.append("    role: ").append(key.role().key()).append('\n');
    if (key.from() != null) {
      text.append("    from: ").append(quoted(key.from().toString())).append('\n');
    }
    if (key.to() != null) {
      text.append("    to: ").append(quoted(key.to().toString())).append('\n');
    }
    if (!key.allowedFrom().isEmpty()) {
      text.append("    allowedFrom:\n");
      for (var range : key.allowedFrom()) {
        text.append("      - ").append(quoted(range.toString())).append('\n');
      }
    }
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      try (var out =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.APPEND)) {
        var bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        out.force(true);
      }
    } catch (IOException e) {
      throw new Halt(
          new Reason(
              "HTTP.KEYS_FILE",
              "Không ghi được tệp khóa API %s. Kiểm tra quyền ghi và dung lượng đĩa."
                  .formatted(file),
              "cannot write the key file %s; check its rights and the disk".formatted(file)),
          e);
    }
  }

  private static ApiKey key(Entry entry) {
    var id = needed(entry.id(), "id", "a key");
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("the id of a key is 10 letters and digits");
    }
    var who = "the key " + id;
    return new ApiKey(
        id,
        new ContentHash(needed(entry.sha256(), "sha256", who)),
        new AgencyCode(needed(entry.agency(), "agency", who)),
        needed(entry.person(), "person", who),
        needed(entry.role(), "role", who),
        entry.from(),
        entry.to(),
        entry.allowedFrom() == null
            ? List.of()
            : entry.allowedFrom().stream().map(AddressRange::parse).toList());
  }

  private static <T> T needed(@Nullable T value, String field, String who) {
    if (value == null) {
      throw new IllegalArgumentException("%s has no '%s'".formatted(who, field));
    }
    return value;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static Halt wrong(Path file, String vi, String en, @Nullable Exception cause) {
    var reason =
        new Reason(
            "HTTP.KEYS_FILE",
            "Tệp khóa API %s có chỗ chưa đúng: %s. Sửa tệp rồi chạy lại.".formatted(file, vi),
            "cannot read the key file %s: %s; mend the file and start again".formatted(file, en));
    return cause == null ? new Halt(reason) : new Halt(reason, cause);
  }
}
