"""The public site: only what is issued, of people only names and awards, nothing personal in an address."""

import pytest
from django.test import Client

from tests.cast import AT
from tests.domain.councils import scene as play
from tests.domain.councils.scene import COLLECTIVE, FIGHTER, WORKER
from tests.domain.decisions.test_operations import draft
from thidua.domain.decisions import operations
from thidua.domain.decisions.models import Decision


@pytest.fixture
def citizen() -> Client:
    """Somebody without an account."""
    return Client()


@pytest.fixture
def decision(world) -> Decision:
    """A draft."""
    return draft(world, play.passed(world, [FIGHTER, WORKER, COLLECTIVE]))


def sign(world, decision: Decision) -> None:
    """By the head."""
    operations.sign(
        actor=world.actor("signer"), at=AT, decision_id=decision.pk, signer_name="Nguyễn Văn Ký", signer_post="Giám đốc"
    )


@pytest.fixture
def issued(world, decision) -> Decision:
    """The decision, issued."""
    sign(world, decision)
    return operations.issue(actor=world.actor("secretary"), at=AT, decision_id=decision.pk)


def test_before_anything_is_issued_the_pages_say_so(db, citizen):
    for path in ("/", "/quyet-dinh/"):
        assert "Chưa có quyết định nào được ban hành" in citizen.get(path).content.decode()
    assert citizen.get("/tra-cuu/").status_code == 200
    assert "Không thấy" in citizen.post("/tra-cuu/", {"q": "Nguyễn"}).content.decode()


def test_a_draft_and_a_signed_decision_are_not_there(world, decision, citizen):
    for step in (lambda: None, lambda: sign(world, decision)):
        step()
        assert citizen.get(f"/quyet-dinh/{decision.pk}/").status_code == 404
        assert decision.title not in citizen.get("/").content.decode() + citizen.get("/quyet-dinh/").content.decode()
        assert "Không thấy" in citizen.post("/tra-cuu/", {"q": "nominee"}).content.decode()
        assert "Không thấy" in citizen.post("/tra-cuu/", {"q": "1"}).content.decode()


def test_an_issued_decision_is_there_with_its_names(issued, citizen):
    assert issued.title in citizen.get("/").content.decode()
    assert "01/QĐ-department" in citizen.get("/quyet-dinh/").content.decode()
    page = citizen.get(f"/quyet-dinh/{issued.pk}/").content.decode()
    for words in (
        "Giám đốc Sở Mẫu",
        "Người nominee",
        "Phòng Một",
        "Chiến sĩ thi đua cơ sở",
        "20/01/2026",
        "Mẫu</span>",
    ):
        assert words in page, words
    for secret in ("M-nominee", "@mau.invalid", "Đề nghị khen thưởng năm 2025"):
        assert secret not in page, secret


@pytest.mark.parametrize("asked", ["nguoi NOMINEE", "Người nominee", "do thi an", "phong mot", "1/QĐ-department"])
def test_one_is_found_with_and_without_marks(issued, citizen, asked):
    answer = citizen.post("/tra-cuu/", {"q": asked})
    assert f"/quyet-dinh/{issued.pk}/" in answer.content.decode()
    assert "noindex" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("asked", ["", "x", "%", "' OR 1=1", "<script>alert(1)</script>", "\x00", "ạ" * 5000])
def test_odd_words_are_harmless(issued, citizen, asked):
    answer = citizen.post("/tra-cuu/", {"q": asked})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.content.decode()
    assert f"/quyet-dinh/{issued.pk}/" not in answer.content.decode()


def test_a_name_in_the_address_is_not_read(issued, citizen):
    assert f"/quyet-dinh/{issued.pk}/" not in citizen.get("/tra-cuu/?q=nominee").content.decode()


def test_both_languages(issued, citizen):
    citizen.cookies["django_language"] = "en"
    for path in ("/", "/quyet-dinh/", f"/quyet-dinh/{issued.pk}/", "/tra-cuu/"):
        answer = citizen.get(path)
        assert answer.status_code == 200
        assert '<html lang="en"' in answer.content.decode()


def test_search_engines_keep_to_the_public_pages(db, citizen):
    answer = citizen.get("/robots.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert "Disallow: /ban-lam-viec/" in answer.content.decode()


def test_the_list_asks_the_same_number_of_questions(world, citizen, django_assert_num_queries):
    names = play.passed(world, [FIGHTER, FIGHTER, FIGHTER])
    for one in names:
        decision = draft(world, [one])
        sign(world, decision)
        operations.issue(actor=world.actor("secretary"), at=AT, decision_id=decision.pk)
        with django_assert_num_queries(3):
            citizen.get("/quyet-dinh/")


def test_only_reading(db, citizen):
    for path in ("/", "/quyet-dinh/"):
        assert citizen.post(path).status_code == 405
