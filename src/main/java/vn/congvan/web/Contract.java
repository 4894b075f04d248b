package vn.congvan.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * The API's contract, read from {@code openapi.yaml}; what it does not say, the server does not do.
 */
final class Contract {
  private static final String FILE = "openapi.yaml";

  private final OpenAPIContract contract;
  private final Validator newDocument;

  private Contract(OpenAPIContract contract) {
    this.contract = contract;
    var schemas = contract.getRawContract().getJsonObject("components").getJsonObject("schemas");
    this.newDocument =
        contract
            .getSchemaRepository()
            .validator(JsonSchema.of(schemas.getJsonObject("NewDocument")));
  }

  static Contract load() {
    // The library unpacks its schemas into a cache folder that goes when this Vert.x is closed, so
    // the server's own
    // Vert.x never has one to leave behind after a kill.
    var reader =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1));
    try {
      return new Contract(
          OpenAPIContract.from(reader, validatable(new JsonObject(yaml())))
              .toCompletionStage()
              .toCompletableFuture()
              .get());
    } catch (ExecutionException e) {
      throw new IllegalStateException("the contract %s does not hold".formatted(FILE), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading the contract", e);
    } finally {
      reader.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static Map<String, Object> yaml() {
    try (var in = Contract.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException("%s is not on the class path".formatted(FILE));
      }
      return new YAMLMapper().readValue(in, new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read %s".formatted(FILE), e);
    }
  }

  /**
   * The contract without what the validating library does not know: it would refuse problems, PDFs
   * and plain text in answers, though it validates only requests.
   */
  private static JsonObject validatable(JsonObject whole) {
    var answers = new ArrayList<JsonObject>();
    answers.add(whole.getJsonObject("components").getJsonObject("responses"));
    for (var path : objects(whole.getJsonObject("paths"))) {
      for (var operation : objects(path)) {
        answers.add(operation.getJsonObject("responses", new JsonObject()));
      }
    }
    for (var byStatus : answers) {
      for (var answer : objects(byStatus)) {
        var content = answer.getJsonObject("content", new JsonObject());
        content.fieldNames().retainAll(MediaType.SUPPORTED_MEDIA_TYPES);
        if (content.isEmpty()) {
          answer.remove("content");
        }
      }
    }
    return whole;
  }

  private static List<JsonObject> objects(JsonObject holder) {
    return holder.fieldNames().stream()
        .map(holder::getValue)
        .filter(JsonObject.class::isInstance)
        .map(JsonObject.class::cast)
        .toList();
  }

  OpenAPIContract asOpenApi() {
    return contract;
  }

  List<Operation> operations() {
    return contract.operations();
  }

  /** The methods a path takes, as the header {@code Allow} lists them. */
  String methods(String path) {
    var found = contract.findPath(path);
    return found == null
        ? ""
        : found.getOperations().stream()
            .map(operation -> operation.getHttpMethod().name())
            .sorted()
            .collect(Collectors.joining(", "));
  }

  /** What a submission's metadata must look like; its files are streamed past the validator. */
  Validator newDocument() {
    return newDocument;
  }

  /**
   * Holds handlers to the contract, both ways.
   *
   * @throws IllegalStateException naming an operation without a handler or a handler without an
   *     operation
   */
  void holds(Set<String> handled) {
    var promised = operations().stream().map(Operation::getOperationId).collect(Collectors.toSet());
    if (!promised.equals(handled)) {
      throw new IllegalStateException(
          "the contract has %s and the handlers are for %s".formatted(promised, handled));
    }
  }
}
