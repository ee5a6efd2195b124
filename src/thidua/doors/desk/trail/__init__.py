"""The trail: who did what and when, for those who audit."""
