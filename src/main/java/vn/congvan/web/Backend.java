package vn.congvan.web;

import vn.congvan.audit.AuditLog;
import vn.congvan.audit.PublishedLog;
import vn.congvan.content.ContentStore;
import vn.congvan.directory.Directory;
import vn.congvan.exchange.Deliveries;
import vn.congvan.register.IncomingRegister;
import vn.congvan.register.OutgoingRegister;

/** Everything the API speaks for: where acts are handed in, and what it may show. */
public record Backend(
    Desk desk,
    OutgoingRegister outgoing,
    IncomingRegister incoming,
    Deliveries deliveries,
    AuditLog audit,
    PublishedLog published,
    LogReaders logReaders,
    ContentStore content,
    Directory directory) {}
