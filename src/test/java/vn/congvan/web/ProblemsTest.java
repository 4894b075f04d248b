package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.congvan.document.Halt;
import vn.congvan.document.Language;
import vn.congvan.document.Reason;
import vn.congvan.document.Refused;
import vn.congvan.document.RetryLater;
import vn.congvan.document.SetAside;

class ProblemsTest {
  @ParameterizedTest
  @CsvSource({
    "E09.NO_AUTHORITY, 403",
    "E09.NOT_YOURS_TO_SIGN, 403",
    "E10.ALREADY_HANDLED, 409",
    "SIGN.NOT_WHAT_WAS_SHOWN, 409",
    "REGISTER.UNKNOWN_DOCUMENT, 404",
    "E13.TOO_LARGE, 413",
    "E13.NOT_PDF, 422",
    "E12.SECRET, 422",
    "SUBMIT.SIGNER, 422",
  })
  void aRefusalIsAnsweredByTheFamilyOfItsCode(String code, int status) {
    var problem = Problems.of(new Refused(reason(code)), "test");

    assertThat(problem.status()).isEqualTo(status);
    assertThat(problem.reason()).isEqualTo(reason(code));
  }

  @Test
  void aFailureTellsWhetherTryingAgainHelps() {
    var away = Problems.of(new RetryLater(reason("STORE.AWAY")), "test");
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.headers()).containsKey("Retry-After");

    assertThat(Problems.of(new SetAside(reason("SIGN.NO_KEY")), "test").status()).isEqualTo(409);
    assertThat(Problems.of(new Halt(reason("LOG.FORKED")), "test").status()).isEqualTo(503);
  }

  @Test
  void whatNobodyForesawIsToldByAnIncidentOnly() {
    var problem = Problems.of(new IllegalStateException("password=secret"), "test");

    assertThat(problem.status()).isEqualTo(500);
    assertThat(problem.incident()).matches("[0-9A-F]{8}");
    assertThat(problem.reason().vi()).contains(String.valueOf(problem.incident()));
    assertThat(problem.reason().toString() + problem.reason().vi()).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vi|VI",
        "en|EN",
        "en-US,en;q=0.9|EN",
        "vi-VN,vi;q=0.9,en;q=0.8|VI",
        "en;q=0.1,vi;q=0.9|VI",
        "fr|VI",
        "fr,en;q=0.5|EN",
        "null|VI",
        ";;;q=x|VI",
        "en;q=0,fr|VI",
        "*|VI",
      })
  void theLanguageIsVietnameseUnlessEnglishIsPreferred(String header, Language language) {
    assertThat(Problems.language(header)).isEqualTo(language);
  }

  @Test
  void everyStatusWeAnswerHasWords() {
    for (var status :
        new int[] {400, 401, 403, 404, 405, 408, 409, 413, 414, 415, 422, 429, 431, 500, 503}) {
      assertThat(Problems.phrase(status, Language.VI))
          .isNotEqualTo(Problems.phrase(-1, Language.VI));
      assertThat(Problems.phrase(status, Language.EN))
          .isNotEqualTo(Problems.phrase(-1, Language.EN));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{",
        "[1,]",
        "{\"a\":1} {\"b\":2}",
        "[[[[[[[[[[[]]]]]]]]]]]",
        "\"\u0001\"",
        "nul",
        "1 2",
        "{\"n\":1111111111111111111111111111111111111111}",
      })
  void whatIsNoPlainJsonIsRefused(String text) {
    assertThatThrownBy(() -> JsonBody.check(text.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(Problem.class);
  }

  @Test
  void plainJsonPasses() {
    JsonBody.check("{\"a\":[1,{\"b\":null}],\"c\":\"văn bản\"}".getBytes(StandardCharsets.UTF_8));
    JsonBody.check("[[[[[[[[[[]]]]]]]]]]".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aCursorThatIsNoneOfOursIsAFieldThatIsWrong() {
    var random = new Random(20261124);
    for (var i = 0; i < 500; i++) {
      var text = new StringBuilder();
      for (var length = random.nextInt(40); length > 0; length--) {
        text.append(
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                .charAt(random.nextInt(64)));
      }
      assertThatThrownBy(() -> Cursor.position(text.toString()))
          .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.field()).isEqualTo("cursor"));
    }
  }

  @Test
  void problemsCarryNoHeadersButTheirOwn() {
    assertThat(Problems.of(new Refused(reason("E13.NOT_PDF")), "test").headers())
        .isEqualTo(Map.of());
  }

  private static Reason reason(String code) {
    return new Reason(code, "vì sao", "why");
  }
}
