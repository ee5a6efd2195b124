"""What the worker does: send the outbox, and wake now and then to send what stayed behind.

After an act that queued messages the web process (`after.WakeWorker`) puts one `send_outbox` into the worker's queue;
`tick` keeps itself in the queue, sends what a failure or a killed worker left, and signs the book of honours when it grew. Nothing here can undo an act.
"""
