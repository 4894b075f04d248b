package vn.congvan.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;
import vn.congvan.document.WrittenText;

/**
 * Reads {@code agencies.yaml}. Trusted: whoever can change it decides who may sign and whose seal
 * is whose.
 *
 * <p>Paths in it are relative to the file's own folder. Unknown fields are refused, so that a
 * misspelt {@code validTo} cannot keep a closed agency open.
 */
public final class DirectoryFile {
  // What a packet has room for; a longer name would stop every document of its agency on its way.
  private static final int MAX_NAME = 200;
  private static final int MAX_PERSON = 50;
  private static final int MAX_TITLE = 100;
  private static final int MAX_PLACE = 50;
  private static final int MAX_ADDRESS = 250;
  private static final int MAX_EMAIL = 100;
  private static final long MAX_BYTES = 64L << 20;
  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(20).build())
                  .build())
          .addModule(new JavaTimeModule())
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private DirectoryFile() {}

  /** The whole file. */
  record Listing(@Nullable List<Entry> agencies) {}

  /** One agency as written. */
  record Entry(
      @Nullable String code,
      @Nullable String legacyCode,
      @Nullable String name,
      @Nullable String inCharge,
      @Nullable String place,
      @Nullable String address,
      @Nullable String email,
      @Nullable Boolean hostedHere,
      Agency.@Nullable NumberSeries series,
      @Nullable LocalDate validFrom,
      @Nullable LocalDate validTo,
      @Nullable String successor,
      @Nullable Key seal,
      @Nullable List<Worker> people) {}

  /** A key as written. */
  record Key(@Nullable String file, @Nullable String passwordFile, @Nullable String image) {}

  /** A person as written. */
  record Worker(
      @Nullable String ref, @Nullable String name, @Nullable List<Job> posts, @Nullable Key key) {}

  /** A post as written. */
  record Job(
      @Nullable Role role,
      @Nullable String title,
      @Nullable String prefix,
      @Nullable LocalDate from,
      @Nullable LocalDate to) {}

  /**
   * @throws Halt when the file is missing, damaged or says something impossible
   */
  public static Directory read(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw wrong(file, "the file is larger than %d bytes".formatted(MAX_BYTES), null);
      }
      var listing = YAML.readValue(file.toFile(), Listing.class);
      if (listing == null || listing.agencies() == null) {
        throw wrong(file, "the list 'agencies' is missing", null);
      }
      var folder = file.toAbsolutePath().getParent();
      var agencies = new ArrayList<Agency>();
      for (var entry : listing.agencies()) {
        agencies.add(agency(entry, folder == null ? Path.of(".") : folder));
      }
      return new Directory(agencies);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      var where = at == null ? "" : "line %d: ".formatted(at.getLineNr());
      throw wrong(file, where + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw wrong(file, "it cannot be read", e);
    } catch (IllegalArgumentException e) {
      throw wrong(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static Agency agency(Entry entry, Path folder) {
    var code = new AgencyCode(needed(entry.code(), "code", "an agency"));
    var who = "agency " + code;
    var people = new ArrayList<Person>();
    for (var worker : entry.people() == null ? List.<Worker>of() : entry.people()) {
      people.add(person(worker, who, folder));
    }
    return new Agency(
        code,
        needed(entry.legacyCode(), "legacyCode", who),
        text(needed(entry.name(), "name", who), "name", who, MAX_NAME),
        optional(entry.inCharge(), "inCharge", who, MAX_NAME),
        text(needed(entry.place(), "place", who), "place", who, MAX_PLACE),
        optional(entry.address(), "address", who, MAX_ADDRESS),
        optional(entry.email(), "email", who, MAX_EMAIL),
        Boolean.TRUE.equals(entry.hostedHere()),
        entry.series() == null ? Agency.NumberSeries.COMMON : entry.series(),
        needed(entry.validFrom(), "validFrom", who),
        entry.validTo(),
        entry.successor() == null ? null : new AgencyCode(entry.successor()),
        key(entry.seal(), who, folder),
        people);
  }

  private static Person person(Worker worker, String agency, Path folder) {
    var ref = needed(worker.ref(), "ref", "a person of " + agency);
    var who = "person " + ref;
    var posts = new ArrayList<Person.Post>();
    for (var job : worker.posts() == null ? List.<Job>of() : worker.posts()) {
      posts.add(
          new Person.Post(
              needed(job.role(), "role", "a post of " + who),
              text(
                  needed(job.title(), "title", "a post of " + who),
                  "title",
                  "a post of " + who,
                  MAX_TITLE),
              job.prefix(),
              needed(job.from(), "from", "a post of " + who),
              job.to()));
    }
    return new Person(
        ref,
        text(needed(worker.name(), "name", who), "name", who, MAX_PERSON),
        posts,
        key(worker.key(), who, folder));
  }

  private static @Nullable KeyHolding key(@Nullable Key key, String who, Path folder) {
    if (key == null) {
      return null;
    }
    return new KeyHolding(
        folder.resolve(needed(key.file(), "file", "the key of " + who)),
        folder.resolve(needed(key.passwordFile(), "passwordFile", "the key of " + who)),
        key.image() == null ? null : folder.resolve(key.image()));
  }

  private static <T> T needed(@Nullable T value, String field, String who) {
    if (value == null) {
      throw new IllegalArgumentException("%s has no '%s'".formatted(who, field));
    }
    return value;
  }

  private static @Nullable String optional(
      @Nullable String given, String field, String who, int most) {
    return given == null ? null : text(given, field, who, most);
  }

  private static String text(String given, String field, String who, int most) {
    var text = WrittenText.normal(given);
    if (text.isEmpty() || text.length() > most || !WrittenText.isLine(text)) {
      throw new IllegalArgumentException(
          "the '%s' of %s must be one line of 1 to %d characters that can be shown: '%s'"
              .formatted(field, who, most, Shown.of(text)));
    }
    return text;
  }

  private static Halt wrong(Path file, String why, @Nullable Exception cause) {
    var reason =
        new Reason(
            "DIRECTORY.FILE",
            "Không đọc được danh mục cơ quan %s: %s. Sửa tệp rồi chạy lại.".formatted(file, why),
            "cannot read the directory %s: %s; mend the file and start again".formatted(file, why));
    return cause == null ? new Halt(reason) : new Halt(reason, cause);
  }
}
