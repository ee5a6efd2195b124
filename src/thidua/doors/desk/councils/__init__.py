"""Councils, meetings, counts, minutes."""
