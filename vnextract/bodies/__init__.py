"""Public bodies by name."""
