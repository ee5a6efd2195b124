"""`python -m django worker`: django-tasks' worker, which first looks for what an earlier one left behind."""

from django_tasks_db.management.commands.db_worker import Command as DbWorker

from thidua.doors.jobs.tasks import wake


class Command(DbWorker):
    """Wake, then work."""

    def handle(self, *args, **options):
        """Put the outbox into the queue, then run until told to stop."""
        wake()
        return super().handle(*args, **options)
