"""Of which years a unit's book of honours was declared complete."""

from collections import defaultdict
from collections.abc import Iterable

from thidua.domain.profiles.models import OLDEST
from thidua.domain.profiles.queries import shape
from thidua.domain.profiles.queries.sums import among
from thidua.domain.register.checks.published import FIRST_YEAR
from thidua.domain.register.models import Completeness


class Complete:
    """The declared years by the unit's path: the word of a unit speaks for the units below it too.

    One query: all declarations, or those that bear on the units with these paths.
    """

    def __init__(self, paths: Iterable[str] | None) -> None:
        rows = Completeness.objects.order_by("pk")
        if paths is not None:
            rows = rows.filter(unit__in=among(int(part) for path in paths for part in path.split("/") if part))
        self._own: dict[int, int] = defaultdict(int)
        for unit, first, last in rows.values_list("unit_id", "from_year", "until_year"):
            # Bit 63 speaks of all years up to 1977; it is said to be known only when all of them are.
            since = first if first <= FIRST_YEAR else max(first, OLDEST + 1)
            self._own[unit] |= shape.span(since, last) if last >= OLDEST else 0
        self._by_path: dict[str, int] = {}

    def years(self, path: str) -> int:
        """The years of which the unit at the path, or one above it, declared the book complete."""
        if path not in self._by_path:
            known = 0
            for part in path.split("/"):
                known |= self._own.get(int(part), 0) if part else 0
            self._by_path[path] = known
        return self._by_path[path]
