package vn.congvan.directory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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

  /** What is wrong in the file, for whoever mends it. */
  private static final class Wrong extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final String vi;

    Wrong(String vi, String en) {
      super(en);
      this.vi = vi;
    }
  }

  /** Whom an entry is about. */
  private record Whom(String vi, String en) {
    Whom postOf() {
      return new Whom("chức vụ của " + vi, "a post of " + en);
    }

    Whom keyOf() {
      return new Whom("khóa của " + vi, "the key of " + en);
    }
  }

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
      @Nullable WrittenKey seal,
      @Nullable WrittenKey secondSeal,
      @Nullable List<Worker> people) {}

  /** A person as written. */
  record Worker(
      @Nullable String ref,
      @Nullable String name,
      @Nullable List<Job> posts,
      @Nullable WrittenKey key,
      @Nullable WrittenKey secondKey) {}

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
        throw new Wrong(
            "tệp lớn hơn %d byte".formatted(MAX_BYTES),
            "the file is larger than %d bytes".formatted(MAX_BYTES));
      }
      var listing = YAML.readValue(file.toFile(), Listing.class);
      if (listing == null || listing.agencies() == null) {
        throw new Wrong("thiếu danh sách \"agencies\"", "the list 'agencies' is missing");
      }
      var folder = file.toAbsolutePath().getParent();
      var agencies = new ArrayList<Agency>();
      for (var entry : listing.agencies()) {
        if (entry == null) {
          throw new Wrong("có một cơ quan để trống", "an agency is empty");
        }
        agencies.add(agency(entry, folder == null ? Path.of(".") : folder));
      }
      return new Directory(agencies);
    } catch (NoSuchFileException e) {
      throw new Halt(
          new Reason(
              "DIRECTORY.NO_FILE",
              "Chưa có danh mục cơ quan %s. Tạo tệp theo docs/formats/agencies.md, hoặc chạy \"./congvan demo\" để có dữ liệu thử."
                  .formatted(file),
              "there is no directory of agencies %s; make it as docs/formats/agencies.md says, or run './congvan demo' for lab data"
                  .formatted(file)),
          e);
    } catch (UnrecognizedPropertyException e) {
      var name = Shown.of(e.getPropertyName());
      throw wrong(
          file,
          "không có mục nào tên \"%s\" ở %s".formatted(name, path(e)),
          "there is no field '%s' at %s".formatted(name, path(e)),
          e);
    } catch (JsonProcessingException e) {
      var detail = Shown.of(e.getOriginalMessage());
      throw wrong(
          file,
          "%s không đúng (chi tiết: %s)".formatted(place(e, "quanh dòng"), detail),
          "%s: %s".formatted(place(e, "near line"), detail),
          e);
    } catch (IOException e) {
      throw wrong(
          file, "không đọc được (%s)".formatted(e), "it cannot be read (%s)".formatted(e), e);
    } catch (Wrong e) {
      throw wrong(file, e.vi, String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw wrong(file, "chi tiết: " + e.getMessage(), String.valueOf(e.getMessage()), e);
    }
  }

  /** Which value, or which line where the file is no YAML. */
  private static String place(JsonProcessingException e, String line) {
    if (e instanceof JsonMappingException mapping) {
      // A file that is no YAML in its midst is told of by the value that could not be read.
      return e.getCause() instanceof JsonProcessingException cause
          ? place(cause, line)
          : path(mapping);
    }
    var at = e.getLocation();
    return "%s %d".formatted(line, at == null ? 0 : at.getLineNr());
  }

  /** Where in the file, as {@code agencies[0].people[1].name}. */
  private static String path(JsonMappingException e) {
    var path = new StringBuilder();
    for (var step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return Shown.of(path.toString());
  }

  private static Agency agency(Entry entry, Path folder) {
    var code = new AgencyCode(needed(entry.code(), "code", new Whom("một cơ quan", "an agency")));
    var who = new Whom("cơ quan " + code, "agency " + code);
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
        key(entry.secondSeal(), who, folder),
        people);
  }

  private static Person person(Worker worker, Whom agency, Path folder) {
    var ref =
        needed(
            worker.ref(),
            "ref",
            new Whom("một người của " + agency.vi(), "a person of " + agency.en()));
    var who = new Whom("người " + ref, "person " + ref);
    var posts = new ArrayList<Person.Post>();
    for (var job : worker.posts() == null ? List.<Job>of() : worker.posts()) {
      posts.add(
          new Person.Post(
              needed(job.role(), "role", who.postOf()),
              text(needed(job.title(), "title", who.postOf()), "title", who.postOf(), MAX_TITLE),
              job.prefix(),
              needed(job.from(), "from", who.postOf()),
              job.to()));
    }
    return new Person(
        ref,
        text(needed(worker.name(), "name", who), "name", who, MAX_PERSON),
        posts,
        key(worker.key(), who, folder),
        key(worker.secondKey(), who, folder));
  }

  private static @Nullable KeyHolding key(@Nullable WrittenKey key, Whom who, Path folder) {
    if (key == null) {
      return null;
    }
    try {
      return key.read(folder);
    } catch (WrittenKey.Flaw flaw) {
      throw new Wrong(
          "%s %s".formatted(who.keyOf().vi(), flaw.vi()),
          "%s %s".formatted(who.keyOf().en(), flaw.getMessage()));
    }
  }

  private static <T> T needed(@Nullable T value, String field, Whom who) {
    if (value == null) {
      throw new Wrong(
          "%s thiếu mục \"%s\"".formatted(who.vi(), field),
          "%s has no '%s'".formatted(who.en(), field));
    }
    return value;
  }

  private static @Nullable String optional(
      @Nullable String given, String field, Whom who, int most) {
    return given == null ? null : text(given, field, who, most);
  }

  private static String text(String given, String field, Whom who, int most) {
    var text = WrittenText.normal(given);
    if (text.isEmpty() || text.length() > most || !WrittenText.isLine(text)) {
      throw new Wrong(
          "mục \"%s\" của %s phải là một dòng từ 1 đến %d ký tự hiện được: \"%s\""
              .formatted(field, who.vi(), most, Shown.of(text)),
          "the '%s' of %s must be one line of 1 to %d characters that can be shown: '%s'"
              .formatted(field, who.en(), most, Shown.of(text)));
    }
    return text;
  }

  private static Halt wrong(Path file, String vi, String en, Exception cause) {
    return new Halt(
        new Reason(
            "DIRECTORY.FILE",
            "Danh mục cơ quan %s có chỗ chưa đúng: %s. Sửa theo docs/formats/agencies.md rồi chạy lại."
                .formatted(file, vi),
            "cannot use the directory %s: %s; mend it as docs/formats/agencies.md says and start again"
                .formatted(file, en)),
        cause);
  }
}
