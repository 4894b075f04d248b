package vn.congvan.packet;

import java.time.Instant;

/** One hop of a packet. */
public record TraceHeader(String organId, Instant timestamp) {}
