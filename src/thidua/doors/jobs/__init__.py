"""What the worker does: send the outbox."""
