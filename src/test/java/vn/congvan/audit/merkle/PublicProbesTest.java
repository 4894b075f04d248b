package vn.congvan.audit.merkle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.congvan.testing.Vectors;

/** The probes that other logs' verifiers are held to: most are proofs that must be refused. */
class PublicProbesTest {
  private interface Probe {
    void run(JsonNode probe) throws ProofDoesNotHold;
  }

  @Test
  void inclusionProbes() throws IOException {
    assertThat(
            run(
                "merkle/inclusion",
                probe ->
                    new InclusionProof(
                            number(probe, "leafIdx"), number(probe, "treeSize"), path(probe))
                        .verify(hash(probe, "leafHash"), hash(probe, "root"))))
        .isEqualTo(98);
  }

  @Test
  void consistencyProbes() throws IOException {
    assertThat(
            run(
                "merkle/consistency",
                probe ->
                    new ConsistencyProof(
                            number(probe, "size1"), number(probe, "size2"), path(probe))
                        .verify(hash(probe, "root1"), hash(probe, "root2"))))
        .isEqualTo(98);
  }

  @Test
  void subtreeInclusionProbes() throws IOException {
    assertThat(
            run(
                "merkle/subtreeinclusion",
                probe ->
                    new Subtree(number(probe, "start"), number(probe, "end"))
                        .verifyInclusion(
                            number(probe, "leafIdx"),
                            hash(probe, "leafHash"),
                            path(probe),
                            hash(probe, "root"))))
        .isEqualTo(204);
  }

  @Test
  void subtreeConsistencyProbes() throws IOException {
    assertThat(
            run(
                "merkle/subtreeconsistency",
                probe ->
                    new Subtree(number(probe, "start"), number(probe, "end"))
                        .verify(
                            hash(probe, "root1"),
                            number(probe, "size"),
                            hash(probe, "root2"),
                            path(probe))))
        .isEqualTo(118);
  }

  private static int run(String folder, Probe verifier) throws IOException {
    var json = new ObjectMapper();
    var wrong = new ArrayList<String>();
    int count = 0;
    for (var file : Vectors.files(folder)) {
      var probe = json.readTree(file.toFile());
      count++;
      var expected = !probe.get("wantErr").asBoolean() && !isEmptySubtree(probe);
      if (holds(verifier, probe) != expected) {
        wrong.add(file + ": " + probe);
      }
    }
    assertThat(wrong).isEmpty();
    return count;
  }

  /** The probes take an empty subtree for part of every tree; we see nothing shown and refuse. */
  private static boolean isEmptySubtree(JsonNode probe) {
    return probe.has("start") && number(probe, "start") == number(probe, "end");
  }

  private static boolean holds(Probe verifier, JsonNode probe) {
    try {
      verifier.run(probe);
      return true;
    } catch (ProofDoesNotHold | IllegalArgumentException e) {
      return false;
    }
  }

  private static long number(JsonNode probe, String field) {
    return probe.get(field).bigIntegerValue().longValue();
  }

  private static Hash hash(JsonNode probe, String field) {
    var bytes = Base64.getDecoder().decode(probe.get(field).asText());
    // Where a root's value is of no account the probes hold a shorter word.
    var isWord = bytes.length > 0 && bytes.length < Hash.BYTES;
    return Hash.of(isWord ? Arrays.copyOf(bytes, Hash.BYTES) : bytes);
  }

  private static List<Hash> path(JsonNode probe) {
    var path = new ArrayList<Hash>();
    for (var hash : probe.path("proof")) {
      path.add(Hash.of(Base64.getDecoder().decode(hash.asText())));
    }
    return path;
  }
}
