package vn.congvan.document;

/** The languages we speak to people; Vietnamese first. */
public enum Language {
  VI,
  EN
}
