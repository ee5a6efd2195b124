"""The inbox: messages to the account."""
