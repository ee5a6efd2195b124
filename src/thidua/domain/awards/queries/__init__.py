"""Questions about the catalogue of awards and about what agencies settled. The law's files are read at the first question."""

from thidua.domain.awards.queries.catalogue import (
    REACH_OF_LEVEL,
    authority,
    authority_name,
    book_names,
    decides,
    groups,
    is_for,
    is_listed,
    is_title,
    ladder,
    language,
    level,
    name,
    names,
)
from thidua.domain.awards.queries.recognising import recognised
from thidua.domain.awards.queries.settled import (
    Choice,
    OpenRule,
    choice_name,
    choices,
    confirmation_rows,
    confirmations_for,
    is_open,
    open_rules,
    parameter_rows,
    parameters_for,
    shape,
    typed,
    words_on,
)
from thidua.domain.awards.queries.shown import cited, condition, verdict

__all__ = [
    "REACH_OF_LEVEL", "Choice", "OpenRule", "authority", "authority_name", "book_names", "choice_name", "choices", "cited",
    "condition", "confirmation_rows", "confirmations_for", "decides", "groups", "is_for", "is_listed", "is_open",
    "is_title", "ladder", "language", "level", "name", "names", "open_rules", "parameter_rows", "parameters_for",
    "recognised", "shape", "typed", "verdict", "words_on",
]  # fmt: skip
