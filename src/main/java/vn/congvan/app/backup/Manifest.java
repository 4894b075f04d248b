package vn.congvan.app.backup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.data.DataFolder;
import vn.congvan.document.ContentHash;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.Shown;

/**
 * What a backup says of itself; written last, so that a backup with it is whole. Read with
 * suspicion: it is checked against the files, and says nothing of who made it.
 *
 * @param format of this file and of the folder
 * @param layout of the data folder it was made of
 * @param program for people
 * @param database {@code sqlite} or {@code postgresql}
 * @param log the last checkpoint signed when it was made, null when there was none
 * @param contents how many PDFs and attachments, of how many bytes in all
 * @param files every other file
 */
record Manifest(
    int format,
    int layout,
    String program,
    String database,
    Instant made,
    @Nullable Log log,
    Contents contents,
    List<Entry> files) {
  static final int FORMAT = 1;
  static final String FILE = "manifest.json";
  static final int MAX_BYTES = 32 << 20;
  static final String SQLITE = "sqlite";
  static final String POSTGRESQL = "postgresql";

  private static final int MAX_FILES = 200_000;
  private static final int MAX_TEXT = 200;
  private static final int MAX_PATH = 4_096;
  private static final Pattern NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,255}");
  private static final ObjectMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(8)
                          .maxNumberLength(20)
                          .maxStringLength(8_192)
                          .build())
                  .build())
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /** A checkpoint: base64 root. */
  record Log(String origin, long size, String root) {}

  /** All contents together. */
  record Contents(long files, long bytes) {}

  /**
   * One file.
   *
   * @param path from the backup's folder, with slashes
   * @param sha256 in hex
   */
  record Entry(String path, long bytes, String sha256) {
    Entry {
      var unused = new ContentHash(sha256);
      requirePath(path);
      if (bytes < 0) {
        throw new IllegalArgumentException("no length of a file");
      }
    }
  }

  /**
   * @throws IllegalArgumentException unless it is one below a folder, which no system reads
   *     differently
   */
  static void requirePath(String path) {
    if (path.length() > MAX_PATH) {
      throw new IllegalArgumentException("a path is too long");
    }
    for (var name : path.split("/", -1)) {
      if (!NAME.matcher(name).matches() || name.equals(".") || name.equals("..")) {
        throw new IllegalArgumentException("no path in a backup");
      }
    }
  }

  Manifest {
    files = List.copyOf(files);
  }

  byte[] json() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is made of plain values", e);
    }
  }

  /**
   * @throws Refused {@code RESTORE.MANIFEST} when it is none
   * @throws Halt {@code RESTORE.NEWER} when a newer program wrote it
   */
  static Manifest parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw unreadable("it is larger than %d bytes".formatted(MAX_BYTES));
    }
    try {
      var json = JSON.readTree(bytes);
      requireKnown(json);
      return of(json);
    } catch (IOException | IllegalArgumentException | DateTimeParseException e) {
      throw unreadable(
          Shown.of(
              e instanceof JsonProcessingException known
                  ? known.getOriginalMessage()
                  : String.valueOf(e.getMessage())));
    }
  }

  /** Before anything else is read: what a newer program wrote may mean something else. */
  private static void requireKnown(JsonNode json) {
    var format = number(json, "format");
    var layout = number(json, "layout");
    if (format < 1 || layout < 1) {
      throw new IllegalArgumentException("no format");
    }
    if (format > FORMAT || layout > DataFolder.VERSION) {
      throw new Halt(
          new Reason(
              "RESTORE.NEWER",
              "Bản sao lưu do phiên bản mới hơn của chương trình tạo (%s). Dùng phiên bản đó để khôi phục."
                  .formatted(Shown.of(json.path("program").asText())),
              "the backup was made by a newer version of the program (%s); restore it with that one"
                  .formatted(Shown.of(json.path("program").asText()))));
    }
  }

  private static Manifest of(JsonNode json) {
    var files = new ArrayList<Entry>();
    var paths = new HashSet<String>();
    var listed = json.path("files");
    if (!listed.isArray() || listed.size() > MAX_FILES) {
      throw new IllegalArgumentException("no list of files");
    }
    for (var file : listed) {
      var entry = new Entry(text(file, "path"), number(file, "bytes"), text(file, "sha256"));
      if (!paths.add(entry.path())) {
        throw new IllegalArgumentException("a file is there twice");
      }
      files.add(entry);
    }
    var database = text(json, "database");
    if (!database.equals(SQLITE) && !database.equals(POSTGRESQL)) {
      throw new IllegalArgumentException("no database this program knows");
    }
    var log = json.path("log");
    var contents = json.path("contents");
    return new Manifest(
        (int) number(json, "format"),
        (int) number(json, "layout"),
        text(json, "program"),
        database,
        Instant.parse(text(json, "made")),
        log.isMissingNode() || log.isNull()
            ? null
            : new Log(text(log, "origin"), number(log, "size"), text(log, "root")),
        new Contents(number(contents, "files"), number(contents, "bytes")),
        files);
  }

  private static String text(JsonNode json, String name) {
    var value = json.path(name);
    if (!value.isTextual()
        || value.asText().length() > (name.equals("path") ? MAX_PATH : MAX_TEXT)) {
      throw new IllegalArgumentException("no text '%s'".formatted(name));
    }
    return value.asText();
  }

  private static long number(JsonNode json, String name) {
    var value = json.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.asLong() < 0) {
      throw new IllegalArgumentException("no number '%s'".formatted(name));
    }
    return value.asLong();
  }

  private static Refused unreadable(String why) {
    return new Refused(
        new Reason(
            "RESTORE.MANIFEST",
            "Tệp %s của bản sao lưu không đọc được (%s). Dùng bản sao lưu khác."
                .formatted(FILE, why),
            "the backup's %s cannot be read (%s); use another backup".formatted(FILE, why)));
  }
}
