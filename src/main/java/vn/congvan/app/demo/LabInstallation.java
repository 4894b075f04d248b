package vn.congvan.app.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.congvan.app.data.DataFolder;
import vn.congvan.app.lab.SealImage;
import vn.congvan.app.lab.SignatureImage;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.trust.CryptoProviders;
import vn.congvan.trust.lab.Holder;
import vn.congvan.trust.lab.KeyKind;
import vn.congvan.trust.lab.LabPki;

/**
 * Everything a node needs to know before it can work for the lab's agencies: certificates, keys,
 * pictures, directory. Running it again keeps what is there; running it after an interruption makes
 * what is missing.
 */
public final class LabInstallation {
  private static final String VALID_FROM = "2020-01-01";
  private static final String MARK =
      "# The lab's directory, written anew by each run of the demonstration.";
  private static final String DIRECTORY = "agencies.yaml";

  private final Path data;
  private final Path images;
  private final LabPki pki;

  private LabInstallation(Path data, LabPki pki) {
    this.data = data;
    this.images = data.resolve("lab").resolve("images");
    this.pki = pki;
  }

  /**
   * A real installation must not become a lab: it would believe the lab's certificates from then
   * on.
   *
   * @throws Halt when the folder holds something that is no lab's
   */
  static void holdOff(Path data) throws IOException {
    var directory = data.resolve("config").resolve(DIRECTORY);
    var strange =
        Files.exists(directory)
            ? !Files.readString(directory, StandardCharsets.UTF_8).startsWith(MARK)
            : !Files.isDirectory(data.resolve("lab")) && !DataFolder.isUnused(data);
    if (strange) {
      throw new Halt(
          new Reason(
              "DEMO.NOT_A_LAB",
              "Thư mục %s không phải của phần trình diễn, nên không dùng để trình diễn. Chọn thư mục khác bằng --data."
                  .formatted(data),
              "the folder %s is not the demonstration's, so it is not used for it; choose another with --data"
                  .formatted(data)));
    }
  }

  /**
   * @param data the node's data folder
   */
  public static void make(Path data, List<LabAgency> agencies, Clock clock) throws IOException {
    make(
        data,
        agencies,
        LabPki.open(data.resolve("lab").resolve("pki"), clock, CryptoProviders.best()));
  }

  /**
   * @param data the node's data folder
   * @param pki in {@code lab/pki} of it
   */
  static void make(Path data, List<LabAgency> agencies, LabPki pki) throws IOException {
    pki.timeStampSigner();
    pki.ocspSigner();
    var lab = new LabInstallation(data, pki);
    Files.createDirectories(lab.images);
    var anchors = data.resolve("trust");
    Files.createDirectories(anchors);
    try (var files = Files.list(pki.anchorsFolder())) {
      for (var file : files.toList()) {
        Files.copy(file, anchors.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    var listed = new ArrayList<Map<String, @Nullable Object>>();
    for (var agency : agencies) {
      listed.add(lab.agency(agency));
    }
    lab.writeDirectory(Map.of("agencies", listed));
  }

  private Map<String, @Nullable Object> agency(LabAgency agency) throws IOException {
    var entry = new LinkedHashMap<String, @Nullable Object>();
    entry.put("code", agency.code().value());
    entry.put("legacyCode", agency.legacyCode());
    entry.put("name", agency.name());
    entry.put("inCharge", agency.inCharge());
    entry.put("place", agency.place());
    entry.put("address", agency.address());
    entry.put("hostedHere", true);
    entry.put("series", "COMMON");
    entry.put("validFrom", VALID_FROM);
    var seal = pki.issueAgency(agency.code(), agency.name(), agency.sealKey());
    var picture = image("seal-" + agency.code(), () -> SealImage.png(agency.shortName()));
    entry.put("seal", key(seal, picture));
    entry.put("secondSeal", key(pki.issueAgency(agency.code(), agency.name(), KeyKind.ML_DSA_65)));
    var people = new ArrayList<Map<String, @Nullable Object>>();
    for (var person : agency.people()) {
      people.add(person(agency, person));
    }
    entry.put("people", people);
    return entry;
  }

  private Map<String, @Nullable Object> person(LabAgency agency, LabAgency.LabPerson person)
      throws IOException {
    var entry = new LinkedHashMap<String, @Nullable Object>();
    entry.put("ref", person.ref());
    entry.put("name", person.name());
    var post = new LinkedHashMap<String, @Nullable Object>();
    post.put("role", person.role());
    post.put("title", person.title());
    if (!person.prefix().isEmpty()) {
      post.put("prefix", person.prefix());
    }
    post.put("from", VALID_FROM);
    entry.put("posts", List.of(post));
    if (person.signs()) {
      var holder = pki.issuePerson(person.ref(), person.name(), agency.name(), person.keyKind());
      entry.put(
          "key",
          key(holder, image("signature-" + person.ref(), () -> SignatureImage.png(person.name()))));
      entry.put(
          "secondKey",
          key(pki.issuePerson(person.ref(), person.name(), agency.name(), KeyKind.ML_DSA_65)));
    }
    return entry;
  }

  private Map<String, Object> key(Holder holder, Path image) {
    var key = new LinkedHashMap<>(key(holder));
    key.put("image", data.resolve("config").relativize(image).toString());
    return key;
  }

  private Map<String, Object> key(Holder holder) {
    var config = data.resolve("config");
    return Map.of(
        "file", config.relativize(holder.keyFile()).toString(),
        "passwordFile", config.relativize(holder.passwordFile()).toString());
  }

  private Path image(String name, java.util.function.Supplier<byte[]> png) throws IOException {
    var file = images.resolve(name + ".png");
    if (!Files.exists(file)) {
      var fresh = Files.createTempFile(images, name, ".tmp");
      Files.write(fresh, png.get());
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  private void writeDirectory(Map<String, Object> listing) throws IOException {
    var config = data.resolve("config");
    Files.createDirectories(config);
    try {
      var yaml = MARK + "\n" + new YAMLMapper().writeValueAsString(listing);
      var fresh = Files.createTempFile(config, "agencies", ".tmp");
      Files.writeString(fresh, yaml, StandardCharsets.UTF_8);
      Files.move(
          fresh,
          config.resolve(DIRECTORY),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the lab's directory is made of plain values", e);
    }
  }
}
