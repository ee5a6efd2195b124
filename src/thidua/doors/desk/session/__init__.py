"""The session: the unit acted for, and staying when the countdown runs."""
