"""My own file."""
