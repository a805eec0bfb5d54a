"""Time expressions: what they say, and their ISO values."""
