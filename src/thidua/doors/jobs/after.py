"""What the web process does after an answer: tell the worker what waits for it."""

from thidua.base.exports.operations import ASKED as EXPORTS
from thidua.base.notices.operations import QUEUED
from thidua.domain.imports.operations import ASKED as LISTS
from thidua.domain.lookup.operations import LEFT
from thidua.domain.register.operations.log import DUE
from thidua.domain.reviews.operations import ASKED
from thidua.doors.jobs.tasks import index_soon, seal_soon, take_up_exports, take_up_imports, take_up_reviews, wake


class WakeWorker:
    """Put what an act left to do into the worker's queue: the outbox, a review, a list. The act is committed by then."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        QUEUED.set(0)
        ASKED.set(0)
        DUE.set(0)
        LEFT.set(0)
        EXPORTS.set(0)
        LISTS.set(0)
        response = self.get_response(request)
        if QUEUED.get():
            wake()
        if ASKED.get():
            take_up_reviews()
        if DUE.get():
            seal_soon()
        if EXPORTS.get():
            take_up_exports()
        if LEFT.get():
            index_soon()
        if LISTS.get():
            take_up_imports()
        return response
