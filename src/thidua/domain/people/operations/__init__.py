"""The acts on persons, posts and roles."""

from thidua.domain.people.operations.accounts import give_role, open_account
from thidua.domain.people.operations.files import enter
from thidua.domain.people.operations.many import NewPerson, enter_many, take_back_many
from thidua.domain.people.operations.marks import touch

__all__ = ["NewPerson", "enter", "enter_many", "give_role", "open_account", "take_back_many", "touch"]
