"""Runs over many inputs into a folder: processes, parts, progress, what is left after a stop."""
