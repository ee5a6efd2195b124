"""Việc của tôi: what waits for me, and where my unit's season stands."""
