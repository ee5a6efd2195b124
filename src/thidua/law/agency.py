"""The numbers and choices that the law leaves to an agency, with the defaults of the data where there are any."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import Any

from thidua.law import data

NOTHING_SET: Mapping[str, Any] = MappingProxyType({})
"""An agency that has set nothing."""


EQUIVALENT = "equivalent."


class Settled(dict[str, Any]):
    """Every parameter with its value, fit to be a key: what was compiled under it is kept."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self._hash = hash(frozenset(values.items()))
        self.equivalents = {
            key.removeprefix(EQUIVALENT): str(value)
            for key, value in values.items()
            if key.startswith(EQUIVALENT) and value not in (None, "none")
        }
        """Award → the award that the agency counts as it (interpretation point "equivalent")."""

    def __hash__(self) -> int:  # type: ignore[override]
        return self._hash


class BadParameter(ValueError):
    """An agency parameter that the law data does not know, or a value that it cannot have."""


def settle(given: Mapping[str, Any]) -> Settled:
    """Every parameter's value: the agency's, else the default, else None for unknown. Raises BadParameter."""
    if isinstance(given, Settled):
        return given
    if not given:
        return _defaults()
    out = {one.id: one.default for one in data.parameters()}
    for key, value in given.items():
        if key not in out:
            raise BadParameter(f"unknown parameter {key!r}; known: {', '.join(sorted(out))}")
        if value is not None:
            out[key] = _checked(data.law().parameters[key], value)
    return Settled(out)


@cache
def _defaults() -> Settled:
    return Settled({one.id: one.default for one in data.parameters()})


def _checked(parameter: data.Parameter, value: Any) -> Any:
    if parameter.unit == "choice":
        if value not in parameter.choices:
            raise BadParameter(f"{parameter.id}: {value!r} is none of {', '.join(parameter.choices)}")
        return value
    if parameter.unit == "yes_no":
        if not isinstance(value, bool):
            raise BadParameter(f"{parameter.id}: yes or no, not {value!r}")
        return value
    try:
        # Through str, so that 66.7 is 667/10 and a share of it is exact.
        number = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        raise BadParameter(f"{parameter.id}: a number, not {value!r}") from None
    if number < 0 or (parameter.unit == "percent" and number > 100):
        raise BadParameter(f"{parameter.id}: {value!r} is out of range")
    if parameter.unit == "years":
        if number.denominator != 1 or number < 1:
            raise BadParameter(f"{parameter.id}: whole years, at least 1, not {value!r}")
        return int(number)
    return number


def looked_at(awards: Iterable[str], parameters: Mapping[str, Any]) -> tuple[str, ...]:
    """The awards that a review or a plan of this agency looks at: those of the armed forces only where it belongs to them."""
    forces = bool(settle(parameters)["armed_forces"])
    return tuple(one for one in awards if forces or not data.award(one).forces)
