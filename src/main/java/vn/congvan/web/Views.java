package vn.congvan.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.congvan.document.Attachment;
import vn.congvan.document.ContentHash;
import vn.congvan.document.VietnamTime;

/** What all views share: how they become JSON, how times are written, pages and files. */
final class Views {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private Views() {}

  static byte[] json(Object view) {
    try {
      return JSON.writeValueAsBytes(view);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a view that is no JSON: " + view.getClass(), e);
    }
  }

  /** Where the documents are, whatever zone the machine is set to. */
  static OffsetDateTime time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).atZone(VietnamTime.ZONE).toOffsetDateTime();
  }

  /**
   * One page of a list.
   *
   * @param next the cursor of the page after it, null on the last
   */
  record Page(List<?> items, @Nullable String next) {}

  /** A file and where to get it. */
  record FileInfo(
      @Nullable String name,
      @Nullable String mediaType,
      @Nullable Long size,
      String sha256,
      String href) {
    static FileInfo main(ContentHash content, String document) {
      return new FileInfo(null, Attachment.PDF, null, content.hex(), document + "/file");
    }

    static List<FileInfo> attachments(List<Attachment> attachments, String document) {
      var files = new ArrayList<FileInfo>();
      for (var attachment : attachments) {
        files.add(
            new FileInfo(
                attachment.name(),
                attachment.mediaType(),
                attachment.size(),
                attachment.content().hex(),
                document + "/attachments/" + (files.size() + 1)));
      }
      return files;
    }
  }
}
