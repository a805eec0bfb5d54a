"""Titles, and the officials who bear them."""
