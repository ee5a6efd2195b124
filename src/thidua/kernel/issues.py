"""What is missing before an act, with the remedy."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Issue:
    """One thing that is missing or wrong: what it is, how to mend it, where."""

    text: str | Promise
    remedy: str | Promise = ""
    url: str = ""
    field: str = ""
