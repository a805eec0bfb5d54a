"""The seed lexicons of vnextract: CSV tables and sample articles, read through ``vnextract.lexicon``."""
