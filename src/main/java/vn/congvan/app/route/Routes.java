package vn.congvan.app.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.SimpleTypeConverter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.congvan.app.health.Outages;
import vn.congvan.directory.Agency;
import vn.congvan.document.AgencyCode;
import vn.congvan.document.Halt;
import vn.congvan.document.Reason;
import vn.congvan.document.Shown;
import vn.congvan.exchange.PostOffice;

/** The routes of a node: loaded from their folder, one {@code receive} for each agency, run. */
public final class Routes implements Outages.Consumers, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final String ENDING = ".camel.yaml";
  private static final String RECEIVE = "receive";

  private final DefaultCamelContext context;
  private final ProducerTemplate template;

  private Routes(DefaultCamelContext context) {
    this.context = context;
    this.template = context.createProducerTemplate();
  }

  /**
   * Loads every route of a folder; none runs yet.
   *
   * @param beans what the routes' steps name
   * @param components by scheme
   * @param settings for the routes' placeholders
   * @throws Halt when a file cannot be read, or does not fit the beans, naming it
   */
  public static Routes load(
      Path folder,
      Map<String, Object> beans,
      Map<String, Component> components,
      Map<String, String> settings,
      Hops hops,
      StepTimers timers,
      List<Agency> hosted,
      Duration shutdownWithin) {
    var context = new DefaultCamelContext(false);
    // Bodies are events and files, never streams; and a body that cannot be read is a step's
    // failure.
    context.setStreamCaching(false);
    beans.forEach(context.getRegistry()::bind);
    components.forEach(context::addComponent);
    var placeholders = new Properties();
    placeholders.putAll(settings);
    context.getPropertiesComponent().setInitialProperties(placeholders);
    context.addRoutePolicyFactory(hops);
    context.getCamelContextExtension().addInterceptStrategy(timers);
    context
        .getTypeConverterRegistry()
        .addTypeConverter(
            AgencyCode.class,
            String.class,
            new SimpleTypeConverter(
                false, (type, exchange, value) -> new AgencyCode((String) value)));
    context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
    context.getShutdownStrategy().setTimeout(shutdownWithin.toMillis());
    context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    try {
      context.build();
      PluginHelper.getRoutesLoader(context).loadRoutes(files(context, folder));
      for (var agency : hosted) {
        receive(context, agency.code());
      }
      return new Routes(context);
    } catch (Halt e) {
      throw e;
    } catch (Exception e) {
      closeQuietly(context);
      throw cannotLoad(folder, e);
    }
  }

  /** Starts all of them; returns when their consumers run. */
  public void start() {
    try {
      context.start();
    } catch (Exception e) {
      throw new Halt(
          new Reason(
              "ROUTES.CANNOT_START",
              "Không khởi động được các tuyến xử lý: %s.".formatted(cause(e)),
              "the routes cannot start: %s".formatted(cause(e))),
          e);
    }
  }

  public ProducerTemplate template() {
    return template;
  }

  public DefaultCamelContext context() {
    return context;
  }

  /** The queues the routes take from by name; an agency's inbox has its name from the directory. */
  public List<String> queues() {
    return context.getRouteDefinitions().stream()
        .map(route -> route.getInput().getEndpointUri())
        .filter(uri -> uri.startsWith("jms:") && !uri.contains("{{"))
        .map(uri -> uri.replaceFirst("^jms:", "").replaceFirst("\\?.*", ""))
        .distinct()
        .toList();
  }

  /** How a route is called that takes from an agency's inbox. */
  public static String receiving(AgencyCode agency) {
    return RECEIVE + "-" + agency.queueSegment();
  }

  /** Lets a route's work in flight end and takes no more. */
  public void suspend(String route) {
    try {
      context.getRouteController().suspendRoute(route);
    } catch (Exception e) {
      throw cannotChange(route, e);
    }
  }

  public void resume(String route) {
    try {
      context.getRouteController().resumeRoute(route);
    } catch (Exception e) {
      throw cannotChange(route, e);
    }
  }

  /** Reads no queue until {@link #resume()}. */
  @Override
  public void suspend() {
    for (var route : readers()) {
      try {
        context.getRouteController().suspendRoute(route, 5, TimeUnit.SECONDS);
      } catch (Exception e) {
        LOG.warn("route={} cannot be suspended: {}", route, cause(e));
      }
    }
  }

  @Override
  public void resume() {
    for (var route : readers()) {
      try {
        if (context.getRouteController().getRouteStatus(route) == ServiceStatus.Suspended) {
          context.getRouteController().resumeRoute(route);
        }
      } catch (Exception e) {
        LOG.warn("route={} cannot be resumed: {}", route, cause(e));
      }
    }
  }

  /** Routes that should run and do not. */
  public List<String> standing() {
    return context.getRoutes().stream()
        .map(Route::getRouteId)
        .filter(id -> context.getRouteController().getRouteStatus(id) != ServiceStatus.Started)
        .toList();
  }

  /** Work in flight ends first, within the time given at the load. */
  @Override
  public void close() {
    template.stop();
    context.stop();
  }

  private List<String> readers() {
    return context.getRoutes().stream()
        .filter(route -> route.getEndpoint().getEndpointUri().startsWith("jms:"))
        .map(Route::getRouteId)
        .toList();
  }

  private static void receive(CamelContext context, AgencyCode agency) {
    TemplatedRouteBuilder.builder(context, RECEIVE)
        .routeId(receiving(agency))
        .prefixId(agency.queueSegment())
        .parameter("agency", agency.value())
        .parameter("inbox", PostOffice.inbox(agency))
        .add();
  }

  private static List<Resource> files(CamelContext context, Path folder) {
    try (var walk = Files.walk(folder)) {
      var loader = PluginHelper.getResourceLoader(context);
      var resources = new ArrayList<Resource>();
      for (var file :
          walk.filter(f -> f.getFileName().toString().endsWith(ENDING)).sorted().toList()) {
        resources.add(loader.resolveResource("file:" + file.toAbsolutePath()));
      }
      if (resources.isEmpty()) {
        throw new Halt(
            new Reason(
                "ROUTES.NONE",
                "Thư mục tuyến %s không có tệp *.camel.yaml nào. Kiểm tra routes.directory."
                    .formatted(folder),
                "the folder %s holds no *.camel.yaml; check routes.directory".formatted(folder)));
      }
      return resources;
    } catch (IOException e) {
      throw new Halt(
          new Reason(
              "ROUTES.NONE",
              "Không đọc được thư mục tuyến %s: %s. Kiểm tra routes.directory."
                  .formatted(folder, e),
              "cannot read the folder of routes %s: %s; check routes.directory"
                  .formatted(folder, e)),
          e);
    }
  }

  private static void closeQuietly(CamelContext context) {
    try {
      context.close();
    } catch (Exception e) {
      LOG.debug("a context that did not load did not close", e);
    }
  }

  private static Halt cannotLoad(Path folder, Exception e) {
    return new Halt(
        new Reason(
            "ROUTES.CANNOT_LOAD",
            "Không nạp được các tuyến trong %s: %s. Sửa tệp rồi chạy lại."
                .formatted(folder, cause(e)),
            "the routes in %s cannot be loaded: %s; mend the file and start again"
                .formatted(folder, cause(e))),
        e);
  }

  private static Halt cannotChange(String route, Exception e) {
    return new Halt(
        new Reason(
            "ROUTES.CANNOT_CHANGE",
            "Không dừng hoặc chạy tiếp được tuyến %s: %s.".formatted(route, cause(e)),
            "the route %s cannot be suspended or resumed: %s".formatted(route, cause(e))),
        e);
  }

  private static String cause(Throwable e) {
    var deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return Shown.of(e.getMessage() + (deepest == e ? "" : ": " + deepest.getMessage()));
  }
}
