"""Names of persons and of places."""
