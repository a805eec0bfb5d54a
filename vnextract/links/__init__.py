"""Mentions to entities within one article."""
