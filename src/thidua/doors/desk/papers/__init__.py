"""Files served as attachments."""
