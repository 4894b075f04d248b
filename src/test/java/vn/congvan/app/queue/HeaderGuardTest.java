package vn.congvan.app.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.congvan.app.route.TriedRoutes;
import vn.congvan.store.Engine;

/** A sender of a message must not steer the route that takes it. */
class HeaderGuardTest {
  @TempDir Path folder;

  @Test
  void noPropertyOfAMessageChoosesWhatARouteCallsOrWhereItAnswers() throws Exception {
    try (var engine = Engine.sqlite();
        var tried = new TriedRoutes(engine, folder)) {
      tried.broker.makeQueues(List.of("document.answers"));
      var event = tried.event("RETRY nowhere 0");
      try (var context = tried.broker.connections().createContext()) {
        var message = context.createBytesMessage();
        message.writeBytes(new EventCodec().encode(event));
        for (var name :
            List.of(
                "CamelBeanMethodName",
                "camelBeanMethodName",
                "CAMELBEANMETHODNAME",
                "Camel_DOT_Bean_HYPHEN_MethodName",
                "org_DOT_apache_DOT_camel",
                "BeanMethodName")) {
          message.setStringProperty(name, "failed");
        }
        message.setStringProperty("CamelJmsDestinationName", "document.answers");
        message.setJMSReplyTo(context.createQueue("document.answers"));
        context.createProducer().send(context.createQueue(TriedRoutes.QUEUE), message);
      }
      tried.settle();

      assertThat(tried.effects(event)).isEqualTo(1);
      assertThat(tried.broker.messages("document.answers")).isZero();
      assertThat(tried.shelf.count()).isZero();
    }
  }

  @Test
  void onlyWhatIsNamedIsLetIn() {
    var guard = new HeaderGuard();
    var exchange = new DefaultExchange(new DefaultCamelContext(false));
    for (var name : List.of("congvanId")) {
      assertThat(guard.applyFilterToExternalHeaders(name, "x", exchange)).as(name).isFalse();
    }
    for (var name :
        List.of("JMSXDeliveryCount", "CongvanId", "camelX", "CamelX", "CAMELX", "any", "")) {
      assertThat(guard.applyFilterToExternalHeaders(name, "x", exchange)).as(name).isTrue();
    }
    assertThat(guard.applyFilterToCamelHeaders("congvanId", "x", exchange)).isTrue();
  }
}
