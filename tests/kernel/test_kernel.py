"""The small tools."""

import datetime as dt
import os
import stat
import threading
from types import SimpleNamespace

import pytest

from thidua.kernel import clock
from thidua.kernel.actor import NOBODY, Actor, Grant
from thidua.kernel.errors import NotAllowed, NotNow, Stale
from thidua.kernel.rights import YES, allow, no
from thidua.kernel.secrets import secret
from thidua.kernel.sqlite import is_wal_safe, journal_mode
from thidua.kernel.states import Flow, Move, fresh
from thidua.kernel.text import fold, tidy


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 7, 0), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_only_where_the_library_is_free_of_the_race(version, safe):
    assert is_wal_safe(version) is safe
    mode, reason = journal_mode(version)
    assert mode == ("WAL" if safe else "DELETE")
    assert ".".join(map(str, version)) in reason


def test_a_secret_is_made_once_and_for_the_owner_only(tmp_path):
    first = secret(tmp_path, "key")
    assert len(first) > 60 and secret(tmp_path, "key") == first
    assert stat.S_IMODE(os.stat(tmp_path / "secrets" / "key").st_mode) == 0o600
    assert stat.S_IMODE(os.stat(tmp_path / "secrets").st_mode) == 0o700
    assert secret(tmp_path, "other", make=False) == ""
    assert os.listdir(tmp_path / "secrets") == ["key"]


def test_processes_that_start_together_agree_on_a_secret(tmp_path):
    found = []
    threads = [threading.Thread(target=lambda: found.append(secret(tmp_path, "key"))) for _ in range(16)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert len(found) == 16 and len(set(found)) == 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  Nguyễn   Thị\tHương ", "Nguyễn Thị Hương"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("a\u200bb\u00a0c\nd", "ab c d"),
        ("", ""),
    ],
)
def test_text_is_stored_in_one_form(text, kept):
    assert tidy(text) == kept
    assert tidy(tidy(text)) == tidy(text)


def test_text_is_searched_without_marks():
    assert fold("Đặng Thị Hường") == "dang thi huong"
    assert fold("ĐẮK LẮK") == fold("đắk lắk") == "dak lak"


def test_the_legal_day_is_that_of_vietnam():
    late = dt.datetime(2026, 12, 31, 17, 30, tzinfo=dt.UTC)
    assert clock.day(late) == dt.date(2027, 1, 1)


def test_the_clock_of_the_tests_stands(at):
    assert clock.now() == at == clock.now()


def test_roles_reach_downward_only():
    actor = Actor(user_id=1, grants=(Grant("clerk", 4, "/1/4/"),))
    assert actor.holds("clerk", "/1/4/") and actor.holds({"clerk", "signer"}, "/1/4/9/")
    assert not actor.holds("clerk", "/1/") and not actor.holds("clerk", "/1/41/") and not actor.holds("signer", "/1/4/")
    assert actor.holds_at("clerk", 4) and not actor.holds_at("clerk", 9)
    assert actor.paths("clerk") == ("/1/4/",) and actor.paths("signer") == ()
    assert actor.is_known and not NOBODY.is_known and not NOBODY.holds("clerk", "/")


def test_a_right_that_is_not_given_is_refused_with_its_reason():
    allow(YES)
    with pytest.raises(NotAllowed, match="because"):
        allow(no("because"))


FLOW = Flow(Move("send", ("draft",), "sent", "gửi"), Move("take back", ("sent",), "draft", "rút"))


def thing(state):
    return SimpleNamespace(state=state, version=3, get_state_display=lambda: state)


def test_a_flow_moves_or_says_why_not_now():
    one = thing("draft")
    FLOW.move(one, "send")
    assert one.state == "sent"
    with pytest.raises(NotNow):
        FLOW.move(one, "send")
    assert one.state == "sent"
    assert FLOW.offered(one) == [("take back", "rút")]


def test_a_form_opened_before_another_change_is_stale():
    one = thing("draft")
    with pytest.raises(Stale):
        fresh(one, 2)
    assert one.version == 3
    fresh(one, 3)
    assert one.version == 4
    fresh(one, None)
    assert one.version == 5
