package vn.congvan.app.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The routes as they are shipped, read as plain YAML: what an integrator sees. */
final class RouteFiles {
  static final Path FOLDER = Path.of("routes");

  private RouteFiles() {}

  /**
   * A route or a template of one.
   *
   * @param from the uri it takes from
   */
  record Route(Path file, String id, JsonNode definition, String from, List<Step> steps) {
    boolean reads(String scheme) {
      return from.startsWith(scheme + ":");
    }

    List<Step> units() {
      return steps.stream().filter(step -> step.kind().equals("policy")).toList();
    }

    /** Its steps and those inside them, in order. */
    List<Step> all() {
      var all = new ArrayList<Step>();
      for (var step : steps) {
        all.add(step);
        all.addAll(step.inside());
      }
      return all;
    }
  }

  /** A step, and the steps inside it. */
  record Step(String kind, JsonNode definition, List<Step> inside) {
    String text(String field) {
      return definition.path(field).asText();
    }

    boolean is(String ref, String method) {
      return kind.equals("bean") && text("ref").equals(ref) && text("method").equals(method);
    }

    boolean announces() {
      return text("uri").startsWith("outbox:") || is("postOffice", "post");
    }
  }

  static List<Path> files() throws IOException {
    try (var files = Files.walk(FOLDER)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  static List<Route> routes() throws IOException {
    var routes = new ArrayList<Route>();
    for (var file : files()) {
      for (var entry : new YAMLMapper().readTree(file.toFile())) {
        if (entry.has("route")) {
          routes.add(route(file, entry.get("route").path("id").asText(), entry.get("route")));
        } else if (entry.has("routeTemplate")) {
          var template = entry.get("routeTemplate");
          routes.add(route(file, template.path("id").asText(), template.get("route")));
        }
      }
    }
    return routes;
  }

  /** The clauses of the one routeConfiguration. */
  static List<JsonNode> clauses() throws IOException {
    var clauses = new ArrayList<JsonNode>();
    var tree = new YAMLMapper().readTree(FOLDER.resolve("0-when-a-step-fails.camel.yaml").toFile());
    for (var clause : tree.get(0).path("routeConfiguration").path("onException")) {
      clauses.add(clause.get("onException"));
    }
    return clauses;
  }

  private static Route route(Path file, String id, JsonNode definition) {
    var from = definition.path("from");
    return new Route(file, id, definition, from.path("uri").asText(), steps(from.path("steps")));
  }

  static List<Step> steps(JsonNode list) {
    var steps = new ArrayList<Step>();
    for (var entry : list) {
      for (var step : entry.properties()) {
        steps.add(new Step(step.getKey(), step.getValue(), steps(step.getValue().path("steps"))));
      }
    }
    return steps;
  }
}
