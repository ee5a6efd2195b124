"""Doors translate a request, a command or a tick of the clock into one call of an operation, and show the result."""
