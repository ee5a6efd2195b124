"""The acts on persons, posts and roles."""

from thidua.domain.people.operations.absences import come_back, go_away
from thidua.domain.people.operations.accounts import give_role, open_account
from thidua.domain.people.operations.files import EDITABLE, die, edit, enter, retire
from thidua.domain.people.operations.many import NewPerson, enter_many, take_back_many
from thidua.domain.people.operations.marks import touch
from thidua.domain.people.operations.numbers import look_up, reveal
from thidua.domain.people.operations.posts import end_post, take_post, transfer
from thidua.domain.people.operations.words import answer, say

__all__ = [
    "EDITABLE", "NewPerson", "answer", "come_back", "die", "edit", "end_post", "enter", "enter_many", "give_role", "go_away",
    "look_up", "open_account", "retire", "reveal", "say", "take_back_many", "take_post", "touch", "transfer",
]  # fmt: skip
