package vn.congvan.web;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * What those who run the node look at and do.
 *
 * @param meters where the server counts its own requests
 */
public record Operator(
    HealthSource health, MetricsSource metrics, MeterRegistry meters, AdminDesk desk) {}
