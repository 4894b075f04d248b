package vn.congvan.packet;

import java.text.Normalizer;

/**
 * The fields of an edXML packet and how long each may be, in characters: the limits of deployed
 * validators, which agree with Decree 30/2020, Appendix VI where that has one; those without a
 * limit there get a generous one.
 */
enum Field {
  ORGAN_ID("OrganId", 50),
  ORGANIZATION_IN_CHARGE("OrganizationInCharge", 200),
  ORGAN_NAME("OrganName", 200),
  ORGAN_ADDRESS("OrganAdd", 250),
  EMAIL("Email", 100),
  TELEPHONE("Telephone", 20),
  FAX("Fax", 20),
  WEBSITE("Website", 250),
  DOCUMENT_ID("DocumentId", 255),
  CODE_NUMBER("CodeNumber", 11),
  CODE_NOTATION("CodeNotation", 30),
  PROMULGATION_PLACE("Place", 50),
  PROMULGATION_DATE("PromulgationDate", 30),
  TYPE("Type", 10),
  TYPE_DETAIL("TypeDetail", 10),
  TYPE_NAME("TypeName", 100),
  SUBJECT("Subject", 500),
  CONTENT("Content", 500),
  COMPETENCE("Competence", 100),
  POSITION("Position", 100),
  FULL_NAME("FullName", 50),
  DUE_DATE("DueDate", 30),
  PRIORITY("Priority", 10),
  SPHERE_OF_PROMULGATION("SphereOfPromulgation", 100),
  TYPER_NOTATION("TyperNotation", 10),
  PROMULGATION_AMOUNT("PromulgationAmount", 10),
  PAGE_AMOUNT("PageAmount", 10),
  APPENDIX("Appendix", 250),
  RESPONSE_CODE("Code", 100),
  STEERING_TYPE("SteeringType", 10),
  APPLICATION_TYPE("ApplicationType", 100),
  TO_PLACE("Place", 150),
  TASK_CODE("TaskCode", 255),
  TIMESTAMP("Timestamp", 30),
  BUSINESS_TYPE("BussinessDocType", 10),
  BUSINESS_REASON("BussinessDocReason", 1000),
  PAPER("Paper", 10),
  DEPARTMENT("Department", 200),
  STAFF("Staff", 100),
  MOBILE("Mobile", 20),
  STATUS_CODE("StatusCode", 10),
  STATUS_DESCRIPTION("Description", 4000),
  CONTENT_ID("ContentId", 255),
  ATTACHMENT_NAME("AttachmentName", 200),
  ATTACHMENT_DESCRIPTION("Description", 500),
  CONTENT_TYPE("ContentType", 255);

  private final String element;
  private final int maxLength;
  private final String opening;
  private final String closing;

  Field(String written, int maxLength) {
    this.element = written.replace("Bussiness", "Business");
    this.maxLength = maxLength;
    this.opening = "<edXML:" + written + ">";
    this.closing = "</edXML:" + written + ">\n";
  }

  /** The element's name as {@link Edxml#name} reads it. */
  String element() {
    return element;
  }

  int maxLength() {
    return maxLength;
  }

  /** Text without white space around it, and in NFC unless it must come back as it came. */
  String normal(String text) {
    var stripped = text.strip();
    return this == DOCUMENT_ID || this == ORGAN_ID || this == CONTENT_ID || this == TASK_CODE
        ? stripped
        : Normalizer.normalize(stripped, Normalizer.Form.NFC);
  }

  /** The tag before it, as we write it. */
  String opening() {
    return opening;
  }

  /** The tag after it. */
  String closing() {
    return closing;
  }
}
