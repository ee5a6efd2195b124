"""Pages of decisions: draft, sign, issue, print, as each role and with bad input."""

import pytest

from tests.cast import AT, CAST
from tests.domain.councils import scene as play
from tests.domain.councils.scene import COLLECTIVE, FIGHTER, WORKER
from tests.domain.decisions.test_operations import draft
from thidua.domain.decisions import operations
from thidua.domain.decisions.enums import State
from thidua.domain.decisions.models import Decision
from thidua.domain.dossiers.enums import Truth
from thidua.domain.dossiers.models import Nomination
from thidua.domain.register.models import Entry

DESK = "/ban-lam-viec/quyet-dinh/"
READERS = {"department_clerk", "appraiser", "secretary", "signer", "auditor"}


@pytest.fixture
def nominations(world) -> list[Nomination]:
    """What the council passed; the first one against the law's finding, for a reason."""
    found = play.passed(world, [FIGHTER, WORKER, COLLECTIVE])
    Nomination.objects.filter(pk=found[0].pk).update(truth=Truth.NOT_MET, reason="Sáng kiến công nhận muộn.")
    return found


@pytest.fixture
def decision(world, nominations) -> Decision:
    """A draft."""
    return draft(world, nominations)


@pytest.mark.parametrize("who", CAST)
def test_each_page_as_each_role(decision, as_, who):
    client = as_(who)
    for part in ("", "sua/", "ky/", "ban-hanh/", "ban-in/"):
        wanted = 302 if who == "citizen" else 200 if who in READERS else 404
        assert client.get(f"{DESK}{decision.pk}/{part}").status_code == wanted, part


@pytest.mark.parametrize("state", State.values)
def test_each_page_in_each_state(world, decision, as_, state):
    bring(world, decision, state)
    for who in ("department_clerk", "signer", "auditor"):
        for part in ("", "sua/", "ky/", "ban-hanh/", "ban-in/"):
            assert as_(who).get(f"{DESK}{decision.pk}/{part}").status_code == 200, part


def bring(world, decision, state):
    """Sign and issue as far as wanted."""
    if state != State.DRAFT:
        operations.sign(
            actor=world.actor("signer"),
            at=AT,
            decision_id=decision.pk,
            signer_name="Nguyễn Văn Ký",
            signer_post="Phó Giám đốc",
        )
    if state == State.ISSUED:
        operations.issue(actor=world.actor("secretary"), at=AT, decision_id=decision.pk)


def test_the_list_asks_the_same_number_of_questions(world, nominations, as_, django_assert_num_queries):
    client = as_("department_clerk")
    assert "Chưa có quyết định nào" in client.get(DESK).content.decode()
    for one in (nominations[:1], nominations[1:2], nominations[2:]):
        draft(world, one)
        with django_assert_num_queries(7):
            assert client.get(DESK).status_code == 200


def test_from_draft_to_issue_as_they_walk_it(world, nominations, as_):
    clerk, signer = as_("department_clerk"), as_("signer")
    page = clerk.get(f"{DESK}du-thao/").content.decode()
    assert "Căn cứ Biên bản họp Hội đồng Thi đua, khen thưởng Sở Mẫu ngày 20/01/2026" in page
    assert "Sáng kiến công nhận muộn." in page
    form = {
        "title": "Về việc khen thưởng",
        "basis": "Căn cứ Luật;",
        "ids": [one.pk for one in nominations],
        "once": "d1",
    }
    assert clerk.post(f"{DESK}du-thao/", form | {"ids": []}).status_code == 422
    assert clerk.post(f"{DESK}du-thao/", form).status_code == 302
    assert clerk.post(f"{DESK}du-thao/", form).status_code == 302
    decision = Decision.objects.get()
    path = f"{DESK}{decision.pk}/"
    assert "1 đề nghị chưa đủ điều kiện" in clerk.get(path).content.decode()
    assert "không có đề nghị nào" in clerk.get(f"{DESK}du-thao/").content.decode()

    edit = {
        "title": "Về việc khen",
        "basis": "Căn cứ Luật;",
        "ids": [one.pk for one in nominations[:2]],
        "version": "0",
    }
    assert clerk.post(f"{path}sua/", edit).status_code == 302
    assert clerk.post(f"{path}sua/", edit).status_code == 409

    assert clerk.post(f"{path}ky/", {"signer_name": "A", "signer_post": "B", "version": "1"}).status_code == 403
    assert 'value="Người signer"' in signer.get(f"{path}ky/").content.decode()
    assert signer.post(f"{path}ky/", {"signer_name": "", "signer_post": "", "version": "1"}).status_code == 422
    sign = {"signer_name": "Nguyễn Văn Ký", "signer_post": "Phó Giám đốc", "version": "1", "once": "k1"}
    assert signer.post(f"{path}ky/", sign).status_code == 302
    assert signer.post(f"{path}ky/", sign).status_code == 302
    assert "01/QĐ-department" in clerk.get(path).content.decode()
    assert clerk.post(f"{path}bo/").status_code == 409

    assert clerk.post(f"{path}ban-hanh/", {"version": "2", "once": "h1"}).status_code == 302
    assert clerk.post(f"{path}ban-hanh/", {"version": "2", "once": "h1"}).status_code == 302
    assert clerk.post(f"{path}ban-hanh/", {"version": "3"}).status_code == 409
    assert Entry.objects.count() == 2
    paper = clerk.get(f"{path}ban-in/").content.decode()
    for words in (
        "KT. Giám đốc",
        "Phó Giám đốc",
        "1/QĐ-department",
        "ngày 20 tháng 01 năm 2026",
        "Điều 3.",
        "Nguyễn Văn Ký",
    ):
        assert words in paper, words


def test_the_paper_is_vietnamese_on_an_english_desk(decision, as_):
    client = as_("signer")
    client.cookies["django_language"] = "en"
    assert "Chiến sĩ thi đua cơ sở: 1 cá nhân" in client.get(f"{DESK}{decision.pk}/ban-in/").content.decode()


def test_a_draft_is_dropped(decision, as_):
    assert as_("signer").post(f"{DESK}{decision.pk}/bo/").status_code == 403
    assert as_("secretary").post(f"{DESK}{decision.pk}/bo/", {"version": "0"}).status_code == 302
    assert not Decision.objects.exists()


def test_hostile_input_is_refused_kindly(decision, as_):
    clerk = as_("department_clerk")
    form = {"title": "T", "basis": "B", "ids": ["x", "9" * 30, "-1"]}
    assert clerk.post(f"{DESK}du-thao/?nam=99999999999", form).status_code == 422
    assert clerk.get(f"{DESK}du-thao/?nam=x").status_code == 200
    assert clerk.get(f"{DESK}{decision.pk}/bo/").status_code == 405
    assert as_("nominee").get(f"{DESK}du-thao/").status_code == 404
