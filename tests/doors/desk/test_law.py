"""The page of what an agency settles."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import AT, CAST
from thidua.domain.awards import operations
from thidua.domain.awards.models import AgencyParameter, Confirmation

VOTE, RULE = "vote_percent.lao_dong_tien_tien", "LDTT-2022"
PRE = "vote_percent-lao_dong_tien_tien"
SETTLERS = {"department_clerk", "signer"}
SETTING = {"name": VOTE, f"{PRE}-value": "66,7", f"{PRE}-basis": "Quy chế số 12/QC-SM", f"{PRE}-from_on": "2026-01-01"}
WORD = {
    "rule_id": RULE,
    f"{RULE}-confirmed_by": "Nguyễn Mẫu, Giám đốc",
    f"{RULE}-confirmed_on": "2026-11-20",
    f"{RULE}-text": "Công văn mẫu số 1 về việc tiếp tục áp dụng.",
}


@pytest.fixture
def november(monkeypatch):
    """After the day from which nobody verified the rules."""
    monkeypatch.setattr("thidua.kernel.clock.now", lambda: AT.replace(month=11))


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("who", CAST)
def test_the_page_and_its_acts_as_each_member_of_the_cast(world, as_, november, who):
    client = as_(who)
    page = client.get(reverse("desk:law"))
    if who in ("citizen", "nominee"):
        assert page.status_code == (302 if who == "citizen" else 404)
        return
    assert page.status_code == 200 and "Chưa quy định" in text(page) and RULE in text(page)
    assert ("Ghi quy định" in text(page)) == (who in SETTLERS)
    expected = 302 if who in SETTLERS else 403
    assert client.post(reverse("desk:law-set"), SETTING).status_code == expected
    assert client.post(reverse("desk:law-confirm"), WORD).status_code == expected
    assert AgencyParameter.objects.count() == Confirmation.objects.count() == (who in SETTLERS)


def test_what_was_settled_is_shown_with_whose_word_it_is(world, as_, november):
    client = as_("signer")
    client.post(reverse("desk:law-set"), SETTING)
    client.post(reverse("desk:law-confirm"), WORD)
    page = text(client.get(reverse("desk:law")))
    assert "66,7%" in page and "Quy chế số 12/QC-SM" in page and "Sở Mẫu quy định, từ ngày 01/01/2026" in page
    assert "<strong>Nguyễn Mẫu, Giám đốc</strong> (Sở Mẫu) đã xác nhận ngày 20/11/2026" in page
    below = text(as_("clerk").get(reverse("desk:law")))
    assert (
        "66,7%" in below
        and "Nguyễn Mẫu, Giám đốc" in below
        and "không có thẩm quyền" not in below.split("Phòng Một")[0]
    )
    word = Confirmation.objects.get()
    assert as_("clerk").post(reverse("desk:law-withdraw", args=[word.pk])).status_code == 403
    url = reverse("desk:law-withdraw", args=[word.pk])
    assert client.post(url).status_code == 302
    again = client.post(url)
    assert again.status_code == 409 and "đã được rút trước đó" in text(again)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({f"{PRE}-value": "120"}, "từ 0 đến 100"),
        ({f"{PRE}-basis": "QC"}, "văn bản quy định"),
        ({f"{PRE}-from_on": "mai"}, "Áp dụng từ ngày"),
    ],
)
def test_a_refused_setting_keeps_what_was_typed(world, as_, change, words):
    form = SETTING | change
    page = as_("signer").post(reverse("desk:law-set"), form)
    assert page.status_code == 422 and words in text(page)
    assert form[f"{PRE}-basis"] in text(page) and form[f"{PRE}-value"] in text(page)
    assert not AgencyParameter.objects.exists()


def test_a_refused_word_keeps_what_was_typed(world, as_, november):
    page = as_("signer").post(reverse("desk:law-confirm"), WORD | {f"{RULE}-text": "Vẫn áp"})
    assert page.status_code == 422 and "Vẫn áp" in text(page)
    operations.confirm_rule(
        actor=world.actor("department_clerk"),
        at=AT.replace(month=11),
        unit_id=world.units["department"].pk,
        rule_id=RULE,
        confirmed_by="Người khác",
        confirmed_on=AT.date(),
        text="Công văn mẫu số 2.",
    )
    page = as_("signer").post(reverse("desk:law-confirm"), WORD)
    assert page.status_code == 409 and "đã xác nhận quy tắc này" in text(page)


def test_unknown_things_are_not_there(world, as_, november):
    client = as_("signer")
    assert client.post(reverse("desk:law-set"), SETTING | {"name": "x"}).status_code == 404
    assert client.post(reverse("desk:law-confirm"), WORD | {"rule_id": "x"}).status_code == 404
    assert client.post(reverse("desk:law-withdraw", args=[999])).status_code == 404
    assert client.get(reverse("desk:law-set")).status_code == 405


def test_before_october_no_rule_is_open(world, as_):
    assert "Quy tắc chưa được kiểm chứng" not in text(as_("signer").get(reverse("desk:law")))


def test_the_page_asks_the_database_eight_times_at_most(world, as_, november):
    client = as_("signer")
    client.get(reverse("desk:law"))
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as found:
            client.get(reverse("desk:law"))
        counts.append(len(found))
        client.post(reverse("desk:law-set"), SETTING)
        client.post(reverse("desk:law-confirm"), WORD)
    assert counts == [7, 7]
