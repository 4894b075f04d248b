package vn.congvan.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;

/** The published schema of TS 119 102-2 V1.4.1 and of what it imports, read without a network. */
final class ReportSchema {
  private static final Map<String, String> IMPORTED =
      Map.of(
          "http://www.w3.org/2000/09/xmldsig#", "xmldsig-core-schema.xsd",
          "http://uri.etsi.org/01903/v1.3.2#", "XAdES01903v132-202407.xsd",
          "http://uri.etsi.org/02231/v2#", "ts_119612v020101_xsd.xsd",
          "http://www.w3.org/XML/1998/namespace", "xml.xsd");
  private static final Schema SCHEMA = schema();

  private ReportSchema() {}

  /** The report, which must be what the schema says. */
  static Document valid(byte[] report) {
    try {
      SCHEMA.newValidator().validate(new StreamSource(new ByteArrayInputStream(report)));
      var factory = DocumentBuilderFactory.newDefaultNSInstance();
      return factory.newDocumentBuilder().parse(new ByteArrayInputStream(report));
    } catch (Exception e) {
      throw new AssertionError(new String(report, StandardCharsets.UTF_8), e);
    }
  }

  private static Schema schema() {
    try {
      var ls =
          (DOMImplementationLS)
              DOMImplementationRegistry.newInstance().getDOMImplementation("LS 3.0");
      var factory = SchemaFactory.newDefaultInstance();
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setResourceResolver(
          (type, namespace, publicId, systemId, base) ->
              input(ls, IMPORTED.get(Objects.requireNonNull(namespace))));
      return factory.newSchema(new StreamSource(open("1910202xmlSchema.xsd")));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static LSInput input(DOMImplementationLS ls, @Nullable String name) {
    var input = ls.createLSInput();
    if (name == null) {
      input.setCharacterStream(new StringReader(""));
    } else {
      input.setByteStream(open(name));
      input.setSystemId(name);
    }
    return input;
  }

  private static InputStream open(String name) {
    var in = ReportSchema.class.getResourceAsStream("/xsd/" + name);
    assertThat(in).as(name).isNotNull();
    return Objects.requireNonNull(in);
  }
}
