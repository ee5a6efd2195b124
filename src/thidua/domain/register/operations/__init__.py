"""The acts on the book of honours: it only grows."""

from thidua.domain.register.operations.changing import correct, revoke
from thidua.domain.register.operations.completeness import declare_complete
from thidua.domain.register.operations.entering import enter, enter_by_hand
from thidua.domain.register.operations.log import checkpoint
from thidua.domain.register.operations.many import NewEntry, enter_many, revoke_many
from thidua.domain.register.operations.published import Imported, import_published
from thidua.domain.register.operations.witness import cosign, take_in

__all__ = [
    "Imported", "NewEntry", "checkpoint", "correct", "cosign", "declare_complete", "enter", "enter_by_hand", "enter_many",
    "import_published", "revoke", "revoke_many", "take_in",
]  # fmt: skip
