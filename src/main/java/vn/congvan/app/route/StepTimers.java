package vn.congvan.app.route;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/** Times every step of every route, by the step's id. */
public final class StepTimers implements InterceptStrategy {
  private final MeterRegistry metrics;

  public StepTimers(MeterRegistry metrics) {
    this.metrics = metrics;
  }

  @Override
  public Processor wrapProcessorInInterceptors(
      CamelContext context, NamedNode step, Processor target, @Nullable Processor next) {
    var timer =
        Timer.builder("congvan.step")
            .description("How long a step of a route takes")
            .tag("step", Labels.step(step.getId()))
            .register(metrics);
    return new Timed(target, timer);
  }

  private static final class Timed extends DelegateAsyncProcessor {
    private final Timer timer;

    Timed(Processor target, Timer timer) {
      super(target);
      this.timer = timer;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
      var began = System.nanoTime();
      return super.process(
          exchange,
          doneSync -> {
            timer.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
            callback.done(doneSync);
          });
    }
  }
}
