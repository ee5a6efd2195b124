"""The acts on the book of honours: it only grows."""

from thidua.domain.register.operations.completeness import declare_complete
from thidua.domain.register.operations.entering import enter
from thidua.domain.register.operations.log import checkpoint
from thidua.domain.register.operations.published import Imported, import_published
from thidua.domain.register.operations.witness import cosign, take_in

__all__ = ["Imported", "checkpoint", "cosign", "declare_complete", "enter", "import_published", "take_in"]
