"""Scores against articles annotated by hand."""
