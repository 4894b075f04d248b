package vn.congvan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Operation;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.congvan.directory.Role;
import vn.congvan.document.DocumentType;
import vn.congvan.document.IncomingState;
import vn.congvan.document.OutgoingState;
import vn.congvan.document.Urgency;

/**
 * The contract against the code it speaks of. That every operation has a handler is checked at
 * every start.
 */
class ContractTest {
  private static final Contract CONTRACT = Contract.load();

  @Test
  void anOperationWithoutAHandlerStopsTheStart() {
    var all =
        CONTRACT.operations().stream().map(Operation::getOperationId).collect(Collectors.toSet());

    CONTRACT.holds(all);
    assertThatThrownBy(() -> CONTRACT.holds(without(all, "signDocument")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> CONTRACT.holds(with(all, "eatDocument")))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void theContractKnowsEveryWordOfTheJourney() {
    assertThat(values("DocumentType")).containsExactlyElementsOf(names(DocumentType.values()));
    assertThat(values("OutgoingState")).containsExactlyElementsOf(names(OutgoingState.values()));
    assertThat(values("IncomingState")).containsExactlyElementsOf(names(IncomingState.values()));
    assertThat(values("Urgency")).containsExactlyElementsOf(names(Urgency.values()));
  }

  @Test
  void everyOperationSaysWhoMayCallIt() {
    var roles = Arrays.stream(Role.values()).map(Role::key).toList();
    for (var operation : CONTRACT.operations()) {
      var id = operation.getOperationId();
      var schemes =
          operation.getSecurityRequirements().stream().flatMap(r -> r.getNames().stream()).toList();
      assertThat(schemes).as(id).hasSize(1).containsAnyOf("apiKey", "adminToken");
      if (schemes.contains("apiKey")) {
        assertThat(operation.getExtensions().get("x-roles"))
            .as(id)
            .isInstanceOfSatisfying(
                Iterable.class,
                named -> assertThat(named).isNotEmpty().allMatch(role -> roles.contains(role)));
      }
    }
  }

  @Test
  void onlyTheNodesOwnFiguresAreOpenAtAll() {
    var open =
        CONTRACT.operations().stream()
            .filter(o -> o.getSecurityRequirements().stream().anyMatch(r -> r.getNames().isEmpty()))
            .map(Operation::getOperationId);

    assertThat(open).containsExactlyInAnyOrder("health", "healthLive", "metrics");
  }

  @Test
  void everyExampleOfABodyKeepsToItsSchema() {
    var checked = 0;
    for (var operation : CONTRACT.operations()) {
      var body = operation.getRequestBody();
      if (body == null || !body.getContent().containsKey("application/json")) {
        continue;
      }
      var media = body.getContent().get("application/json");
      var example = example(media.getOpenAPIModel());
      if (example != null) {
        var result =
            CONTRACT
                .asOpenApi()
                .getSchemaRepository()
                .validator(media.getSchema())
                .validate(example);
        assertThat(result.getValid()).as(operation.getOperationId()).isTrue();
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(4);
    var document = example(schemas().getJsonObject("NewDocument"));
    assertThat(CONTRACT.newDocument().validate(document).getValid()).isTrue();
  }

  private static @Nullable JsonObject example(JsonObject model) {
    var example = model.getJsonObject("example");
    if (example != null) {
      // Resolving the contract leaves its marks in examples too.
      example.remove("__absolute_uri__");
    }
    return example;
  }

  private static List<Object> values(String schema) {
    return schemas().getJsonObject(schema).getJsonArray("enum").stream().toList();
  }

  private static JsonObject schemas() {
    return CONTRACT
        .asOpenApi()
        .getRawContract()
        .getJsonObject("components")
        .getJsonObject("schemas");
  }

  private static List<Object> names(Enum<?>[] values) {
    return Arrays.stream(values).<Object>map(Enum::name).toList();
  }

  private static Set<String> without(Set<String> all, String one) {
    return all.stream().filter(name -> !name.equals(one)).collect(Collectors.toSet());
  }

  private static Set<String> with(Set<String> all, String one) {
    var more = new HashSet<>(all);
    more.add(one);
    return more;
  }
}
