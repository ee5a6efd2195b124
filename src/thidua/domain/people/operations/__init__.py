"""The acts on persons, posts and roles."""

from thidua.domain.people.operations.accounts import give_role, open_account
from thidua.domain.people.operations.files import enter
from thidua.domain.people.operations.marks import touch

__all__ = ["enter", "give_role", "open_account", "touch"]
