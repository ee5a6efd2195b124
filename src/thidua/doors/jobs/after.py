"""What the web process does after an answer: tell the worker when messages, a review or a list wait."""

from thidua.base.notices.operations import QUEUED
from thidua.domain.imports.operations import ASKED as LISTS
from thidua.domain.reviews.operations import ASKED
from thidua.doors.jobs.tasks import take_up_imports, take_up_reviews, wake


class WakeWorker:
    """Put what an act left to do into the worker's queue: the outbox, a review, a list. The act is committed by then."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        QUEUED.set(0)
        ASKED.set(0)
        LISTS.set(0)
        response = self.get_response(request)
        if QUEUED.get():
            wake()
        if ASKED.get():
            take_up_reviews()
        if LISTS.get():
            take_up_imports()
        return response
