package vn.congvan.validation.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;

/**
 * Policies as YAML, as docs/formats/policy.md describes them. Trusted: whoever can change one
 * decides what is called valid. Every field must be there and none that is not known, so that a
 * misspelt one cannot weaken what was meant.
 */
public final class PolicyFile {
  /** What a command and a node judge by when nothing else is said. */
  public static final String USUAL = "annex-ii";

  /** Those that come with the program. */
  public static final List<String> BUILT_IN = List.of("annex-ii", "strict", "lenient");

  private static final int MAX_BYTES = 1 << 16;
  private static final ObjectMapper YAML =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(10).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PolicyFile() {}

  /** Read when the first is asked for. */
  private static final class Shipped {
    static final Map<String, ValidationPolicy> POLICIES =
        BUILT_IN.stream().collect(Collectors.toUnmodifiableMap(name -> name, Shipped::read));

    private static ValidationPolicy read(String name) {
      try (var in = PolicyFile.class.getResourceAsStream(name + ".yaml")) {
        return YAML.readValue(
            Objects.requireNonNull(in, "a policy of the program itself").readAllBytes(),
            ValidationPolicy.class);
      } catch (IOException e) {
        throw new IllegalStateException("a policy of the program itself: " + name, e);
      }
    }
  }

  /** The policy of this name, which comes with the program. */
  public static ValidationPolicy builtIn(String name) {
    var policy = Shipped.POLICIES.get(name);
    if (policy == null) {
      throw new IllegalArgumentException("no policy comes with the program by the name " + name);
    }
    return policy;
  }

  /**
   * @param named one that comes with the program, or a file
   * @throws Halt when there is no such policy, or it says something that is not known
   */
  public static ValidationPolicy named(String named) {
    return BUILT_IN.contains(named) ? builtIn(named) : read(Path.of(named));
  }

  /**
   * @throws Halt when it cannot be read, or says something that is not known
   */
  public static ValidationPolicy read(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        throw new Halt(
            new Reason(
                "POLICY.NO_FILE",
                "Không có chính sách kiểm tra \"%s\". Ghi %s hoặc tên một tệp YAML (docs/formats/policy.md)."
                    .formatted(file, String.join(", ", BUILT_IN)),
                "there is no policy '%s'; name %s or a YAML file (docs/formats/policy.md)"
                    .formatted(file, String.join(", ", BUILT_IN))));
      }
      if (Files.size(file) > MAX_BYTES) {
        throw wrong(file, "tệp lớn hơn 64 KB", "the file is larger than 64 KB");
      }
      return YAML.readValue(Files.readAllBytes(file), ValidationPolicy.class);
    } catch (UnrecognizedPropertyException e) {
      var name = Shown.of(e.getPropertyName());
      throw wrong(
          file,
          "không có mục nào tên \"%s\" ở %s".formatted(name, path(e)),
          "there is no field '%s' at %s".formatted(name, path(e)));
    } catch (InvalidFormatException e) {
      var value = Shown.of(String.valueOf(e.getValue()));
      var choices = choices(e.getTargetType());
      throw wrong(
          file,
          "%s: giá trị \"%s\" không dùng được%s"
              .formatted(path(e), value, choices.isEmpty() ? "" : "; dùng một trong: " + choices),
          "%s: the value '%s' cannot be used%s"
              .formatted(path(e), value, choices.isEmpty() ? "" : "; use one of: " + choices));
    } catch (JsonMappingException e) {
      var ours = e.getCause() instanceof IllegalArgumentException said ? said.getMessage() : null;
      var detail = Shown.of(ours == null ? e.getOriginalMessage() : ours);
      throw wrong(file, "%s: %s".formatted(path(e), detail), "%s: %s".formatted(path(e), detail));
    } catch (JsonProcessingException e) {
      var detail = Shown.of(e.getOriginalMessage());
      throw wrong(file, "không phải YAML đúng: " + detail, "it is no sound YAML: " + detail);
    } catch (IOException | StackOverflowError e) {
      throw wrong(file, "không đọc được (%s)".formatted(e), "it cannot be read (%s)".formatted(e));
    }
  }

  /** As they are written in a policy; empty for what is no choice of words. */
  private static String choices(Class<?> type) {
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants())
            .map(word -> word.toString().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "))
        : "";
  }

  private static String path(JsonMappingException e) {
    var path =
        e.getPath().stream()
            .map(step -> step.getFieldName() == null ? "[]" : Shown.of(step.getFieldName()))
            .collect(Collectors.joining("."));
    return path.isEmpty() ? "(top)" : path;
  }

  private static Halt wrong(Path file, String vi, String en) {
    return new Halt(
        new Reason(
            "POLICY.WRONG",
            "Tệp chính sách %s sai: %s. Sửa theo docs/formats/policy.md rồi chạy lại."
                .formatted(file, vi),
            "the policy file %s is wrong: %s; mend it as docs/formats/policy.md says"
                .formatted(file, en)));
  }
}
