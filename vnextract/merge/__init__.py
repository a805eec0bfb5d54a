"""The same official, body, document and event across articles."""
