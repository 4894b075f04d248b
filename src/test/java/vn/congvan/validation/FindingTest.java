package vn.congvan.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import vn.congvan.document.Reason;

class FindingTest {
  private static final Reason WHY = new Reason("VERIFY.X", "vì sao", "why");

  @Test
  void aDoubtIsNotExplainedByWhatTheStandardKeepsForFailures() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(Indication.INDETERMINATE, SubIndication.HASH_FAILURE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(Indication.TOTAL_FAILED, SubIndication.NO_CERTIFICATE_CHAIN_FOUND));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(Indication.TOTAL_PASSED, SubIndication.CUSTOM));
  }

  @Test
  void whatHasNoWordInTheStandardHasOursWhicheverItIs() {
    assertThat(with(Indication.INDETERMINATE, SubIndication.CUSTOM).acts())
        .isEqualTo(WhoActs.ISSUER);
    assertThat(with(Indication.TOTAL_FAILED, SubIndication.CUSTOM).acts())
        .isEqualTo(WhoActs.ISSUER);
  }

  private static Finding with(Indication indication, SubIndication why) {
    return new Finding(WHY, indication, why, Integrity.INTACT, WhoActs.ISSUER);
  }
}
