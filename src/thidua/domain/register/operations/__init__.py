"""The acts on the book of honours: it only grows."""

from thidua.domain.register.operations.completeness import declare_complete
from thidua.domain.register.operations.entering import enter
from thidua.domain.register.operations.many import NewEntry, enter_many, revoke_many
from thidua.domain.register.operations.published import Imported, import_published

__all__ = ["Imported", "NewEntry", "declare_complete", "enter", "enter_many", "import_published", "revoke_many"]
