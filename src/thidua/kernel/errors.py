"""The handful of ways in which an act can be refused. One middleware turns them into pages."""

from collections.abc import Sequence

from django.utils.functional import Promise

from thidua.kernel.issues import Issue

Text = str | Promise


class Refused(Exception):
    """An act did not happen. `text` says why, in the user's language; nothing was changed."""

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        self.text = text


class NotFound(Refused):
    """It is not there, or not for this actor: the two look the same (404)."""

    def __init__(self, text: Text = "") -> None:
        super().__init__(text)


class NotAllowed(Refused):
    """The actor may not do this; the reason is given (403)."""


class NotNow(Refused):
    """The thing is in a state in which this act makes no sense (409)."""


class Stale(Refused):
    """Somebody else changed the thing since the form was opened (409)."""


class AlreadyDone(Refused):
    """The same form was sent twice; the first one counts (the page says so, no error)."""


class Unready(Refused):
    """Something is missing; `issues` names each with its remedy (422)."""

    def __init__(self, issues: Sequence[Issue]) -> None:
        super().__init__("; ".join(str(issue.text) for issue in issues))
        self.issues = tuple(issues)


class Forgotten(Exception):
    """A fault of the program: an act that judged no right or left no audit line. It is rolled back."""
