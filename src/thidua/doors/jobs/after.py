"""What the web process does after an answer: tell the worker when messages wait."""

from thidua.base.notices.operations import QUEUED
from thidua.doors.jobs.tasks import wake


class WakeWorker:
    """Put the sending into the worker's queue after an act that wrote to the outbox; the act is committed by then."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        QUEUED.set(0)
        response = self.get_response(request)
        if QUEUED.get():
            wake()
        return response
