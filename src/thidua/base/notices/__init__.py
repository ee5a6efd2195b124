"""Messages to people: an outbox written in the act's transaction, an inbox, and e-mail sent by the worker.

Promise: a message that cannot be sent never undoes an act, and is sent once.
"""
