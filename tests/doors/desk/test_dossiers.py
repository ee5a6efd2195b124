"""The pages of dossiers: what each person sees and may do, bad input, the same form twice, two people at once."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import AT, CAST
from thidua.domain.assessment.models import Result as YearResult
from thidua.domain.assessment.models import Sheet
from thidua.domain.dossiers import operations
from thidua.domain.dossiers.enums import Result, State
from thidua.domain.dossiers.models import Dossier, Nomination
from thidua.domain.initiatives.models import Initiative

LDTT, CSCS, CSBT = "lao_dong_tien_tien", "chien_si_thi_dua_co_so", "chien_si_thi_dua_bo_tinh"
WHY = "Có thành tích nổi bật trong năm."


@pytest.fixture(autouse=True)
def files_folder(tmp_path, settings):
    settings.FILES_ROOT = tmp_path / "files"


def make(world, *, award=LDTT, reason=WHY, upto="draft") -> Dossier:
    """A dossier of Phòng Một for Sở Mẫu with the nominee in it."""
    actor, appraiser = world.actor("clerk"), world.actor("appraiser")
    made = operations.open(
        actor=actor,
        at=AT,
        unit_id=world.units["unit"].pk,
        superior_id=world.units["department"].pk,
        year=2025,
        title="Hồ sơ năm 2025",
    )
    row = operations.nominate(
        actor=actor, at=AT, dossier_id=made.pk, person_id=world.people["nominee"].pk, award=award, reason=reason
    )
    if upto in ("sent", "passed"):
        operations.send(actor=actor, at=AT, dossier_id=made.pk)
    if upto == "passed":
        operations.appraise(actor=appraiser, at=AT, nomination_id=row.pk, result=Result.ABOVE)
        operations.pass_(actor=appraiser, at=AT, dossier_id=made.pk)
    made.refresh_from_db()
    return made


def graded(world, grade="hoan_thanh_xuat_sac", who="nominee"):
    sheet, _made = Sheet.objects.get_or_create(
        unit=world.units["unit"], year=2025, defaults={"state": "closed", "closed_at": AT}
    )
    YearResult.objects.create(sheet=sheet, person=world.people[who], grade=grade)


def text(response) -> str:
    """The words of the page, in one line."""
    return re.sub(r"\s+", " ", response.content.decode())


# -- who sees what -----------------------------------------------------------------------------------------------------

SEES_DRAFT = {"clerk", "department_clerk", "signer", "auditor"}
SEES_SENT = SEES_DRAFT | {"appraiser", "secretary"}


@pytest.mark.parametrize("who", CAST)
def test_pages_as_each_member_of_the_cast(world, as_, who):
    draft, sent = make(world), make(world, upto="sent")
    client = as_(who)
    if who == "citizen":
        assert client.get(reverse("desk:dossiers")).status_code == 302
        return
    page = client.get(reverse("desk:dossiers"))
    assert page.status_code == 200
    shown = {dossier.pk for dossier in page.context["page"]}
    seen = [dossier.pk for dossier, seers in ((draft, SEES_DRAFT), (sent, SEES_SENT)) if who in seers]
    assert shown == set(seen)
    for dossier, seers in ((draft, SEES_DRAFT), (sent, SEES_SENT)):
        nomination = dossier.nominations.get()
        for url in (
            reverse("desk:dossier", args=[dossier.pk]),
            reverse("desk:dossier-edit", args=[dossier.pk]),
            reverse("desk:dossier-candidates", args=[dossier.pk]),
            reverse("desk:dossier-person", args=[dossier.pk, world.people["nominee"].pk]),
            reverse("desk:dossier-collective", args=[dossier.pk, world.units["unit"].pk]),
            reverse("desk:nomination", args=[nomination.pk]),
        ):
            assert client.get(url).status_code == (200 if who in seers else 404), url


def test_an_empty_list_says_what_comes(world, as_):
    assert "Lập hồ sơ đầu tiên" in text(as_("clerk").get(reverse("desk:dossiers")))
    assert "Lập hồ sơ đầu tiên" not in text(as_("auditor").get(reverse("desk:dossiers")))


def test_the_list_is_filtered_by_state_and_year(world, as_):
    draft, sent = make(world), make(world, upto="sent")
    Dossier.objects.filter(pk=draft.pk).update(year=2024)
    client, url = as_("clerk"), reverse("desk:dossiers")
    found = {
        query: [one.pk for one in client.get(url + query).context["page"]]
        for query in ("?trang-thai=sent", "?nam=2024", "?nam=2024&trang-thai=sent", "?nam=x&trang-thai=x")
    }
    assert found == {
        "?trang-thai=sent": [sent.pk],
        "?nam=2024": [draft.pk],
        "?nam=2024&trang-thai=sent": [],
        "?nam=x&trang-thai=x": [sent.pk, draft.pk],
    }
    assert "Không có hồ sơ nào như vậy" in text(client.get(url + "?nam=2024&trang-thai=sent"))


def queries_of(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def test_the_list_asks_the_database_eight_times_at_most(world, as_):
    client = as_("clerk")
    make(world)
    one = queries_of(client, reverse("desk:dossiers"))
    make(world)
    make(world, upto="sent")
    assert queries_of(client, reverse("desk:dossiers")) == one == 8


def test_pages_of_one_dossier_ask_the_same_for_one_and_for_many(world, as_):
    """The candidates, the draft, and the appraiser's view with its comparison of facts."""
    graded(world)
    draft, sent = make(world), make(world, upto="sent")
    urls = {
        "candidates": ("clerk", reverse("desk:dossier-candidates", args=[draft.pk])),
        "collectives": ("clerk", reverse("desk:dossier-candidates", args=[draft.pk]) + "?loai=tap-the"),
        "draft": ("clerk", reverse("desk:dossier", args=[draft.pk])),
        "appraisal": ("appraiser", reverse("desk:dossier", args=[sent.pk])),
    }
    before = {name: queries_of(as_(who), url) for name, (who, url) in urls.items()}
    graded(world, who="clerk")
    for dossier in (draft, sent):
        unit, clerk = world.units["unit"], world.people["clerk"]
        finding = sent.nominations.first().finding
        Nomination.objects.create(dossier=dossier, unit=unit, person=clerk, award=LDTT, finding=finding, reason=WHY)
        Nomination.objects.create(dossier=dossier, unit=unit, person=clerk, award=CSCS, finding=finding, reason=WHY)
    assert {name: queries_of(as_(who), url) for name, (who, url) in urls.items()} == before
    assert max(before["candidates"], before["collectives"]) <= 20
    assert max(before.values()) <= 22


# -- the clerk makes a dossier -----------------------------------------------------------------------------------------


def opened(client, world, **change):
    form = {"title": "Hồ sơ", "year": 2025, "superior": world.units["department"].pk, "once": "a1", **change}
    return client.post(reverse("desk:dossier-open"), form)


def test_a_dossier_is_opened_once(world, as_):
    client = as_("clerk")
    page = opened(client, world)
    dossier = Dossier.objects.get()
    assert page.url == reverse("desk:dossier-candidates", args=[dossier.pk])
    assert opened(client, world).status_code == 302
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "Tên hồ sơ"),
        ({"year": "năm nay"}, "Năm thành tích"),
        ({"year": "2027"}, "Năm thành tích phải từ 2004 đến 2026"),
        ({"superior": "999999"}, "Nơi nhận"),
        ({"received_on": "2026-01-02"}, "số, ký hiệu của văn bản đến"),
        ({"received_on": "2026-02-01", "received_paper": "1/VB"}, "ở tương lai"),
        ({"received_on": "hôm qua"}, "Ngày nhận"),
    ],
)
def test_bad_input_comes_back_with_what_was_typed(world, as_, change, words):
    page = opened(as_("clerk"), world, **{"title": "Tên đã gõ"} | change)
    assert page.status_code == 422 and words in text(page)
    assert change.get("title", "Tên đã gõ") in text(page)
    assert not Dossier.objects.exists()


def test_who_may_not_open_is_told_why(world, as_):
    page = as_("appraiser").get(reverse("desk:dossier-open"))
    assert "Chỉ cán bộ thi đua, khen thưởng của Sở Mẫu" in text(page)
    assert as_("nominee").get(reverse("desk:dossier-open")).status_code == 404


def test_candidates_come_grouped_and_ready(world, as_):
    graded(world)
    dossier = make(world, award=CSBT)
    url = reverse("desk:dossier-candidates", args=[dossier.pk])
    page = as_("clerk").get(url)
    groups = {group["code"]: [row.name for row in group["rows"]] for group in page.context["groups"]}
    assert groups == {"met": ["Người nominee"], "near": ["Người clerk"]}
    assert [row.is_ticked for group in page.context["groups"] for row in group["rows"]] == [True, False]
    assert "Luật cho phép" in text(page) and "Còn một điều kiện nữa" in text(page)
    assert [tab["count"] for tab in page.context["tabs"]] == [1, 1, 0, 0, 0]
    page = as_("clerk").get(f"{url}?danh-hieu={CSBT}")
    there = [row.name for group in page.context["groups"] for row in group["rows"] if row.is_there]
    assert there == ["Người nominee"]
    assert as_("clerk").get(f"{url}?loai=x&danh-hieu=y&trang=z").status_code == 200


def test_candidates_are_taken_into_the_dossier_once(world, as_):
    graded(world)
    dossier = make(world, award=CSBT)
    client, nominee, clerk = as_("clerk"), world.people["nominee"].pk, world.people["clerk"].pk
    url = reverse("desk:dossier-candidates", args=[dossier.pk]) + f"?loai=ca-nhan&danh-hieu={LDTT}"
    form = {"ids": [f"p{nominee}:{LDTT}", f"p{clerk}:{LDTT}"], "version": dossier.version, "reason": WHY, "once": "a1"}
    page = client.post(url, form | {"act": "stay"})
    assert page.status_code == 302 and page.url == url
    assert client.post(url, form).status_code == 302
    assert dossier.nominations.count() == 3
    again = client.post(url, form | {"once": "a2", "version": Dossier.objects.get().version})
    assert again.status_code == 422 and "đã được đề nghị" in text(again)


@pytest.mark.parametrize("ids", [[], ["x"], ["p:" + LDTT], ["p99999999999:" + LDTT], ["u1"], ["p1:"]])
def test_ticks_that_make_no_sense(world, as_, ids):
    dossier = make(world)
    url = reverse("desk:dossier-candidates", args=[dossier.pk])
    page = as_("clerk").post(url, {"ids": ids, "version": dossier.version, "reason": "Lý do đã gõ"})
    assert page.status_code == 422 and "Lý do đã gõ" in text(page)
    assert dossier.nominations.count() == 1


def test_a_stale_form_keeps_ticks_and_reason(world, as_):
    graded(world)
    dossier = make(world, award=CSBT)
    clerk = world.people["clerk"].pk
    url = reverse("desk:dossier-candidates", args=[dossier.pk])
    page = as_("clerk").post(url, {"ids": [f"p{clerk}:{LDTT}"], "version": 0, "reason": "Lý do đã gõ"})
    assert page.status_code == 409
    assert "vừa được người khác thay đổi" in text(page) and "Lý do đã gõ" in text(page)
    ticked = [row.name for group in page.context["groups"] for row in group["rows"] if row.is_ticked]
    assert ticked == ["Người clerk"]


def test_after_september_2026_the_page_names_the_two_lawful_ways(world, as_, monkeypatch):
    graded(world)
    monkeypatch.setattr("thidua.kernel.clock.now", lambda: AT.replace(month=11))
    dossier = make(world)
    client = as_("clerk")
    for url in (
        reverse("desk:dossier-candidates", args=[dossier.pk]),
        reverse("desk:dossier", args=[dossier.pk]),
        reverse("desk:dossier-person", args=[dossier.pk, world.people["nominee"].pk]),
    ):
        page = text(client.get(url))
        assert "Chưa kết luận được" in page and "01/10/2026" in page
        assert reverse("desk:law") in page and reverse("desk:dossier-edit", args=[dossier.pk]) in page
    groups = client.get(reverse("desk:dossier-candidates", args=[dossier.pk])).context["groups"]
    assert [group["code"] for group in groups] == ["older", "near"]
    Dossier.objects.update(received_on=dt.date(2026, 9, 15), received_paper="118/VB")
    page = text(client.get(reverse("desk:dossier-candidates", args=[dossier.pk])))
    assert "Luật cho phép" in page and "01/10/2026" not in page


def test_the_reason_is_written_beside_the_nomination(world, as_):
    dossier = make(world, reason="")
    row, client = dossier.nominations.get(), as_("clerk")
    url = reverse("desk:nomination-explain", args=[row.pk])
    page = client.post(reverse("desk:dossier-send", args=[dossier.pk]), {"version": dossier.version})
    assert page.status_code == 422 and "chưa có lý do bằng lời" in text(page)
    page = client.post(url, {"reason": "ngắn ơi", "version": dossier.version})
    assert page.status_code == 422 and "ngắn ơi" in text(page)
    page = client.post(url, {"reason": "Lý do dài đã gõ sẵn", "version": 0})
    assert page.status_code == 409 and "Lý do dài đã gõ sẵn" in text(page)
    assert client.post(url, {"reason": WHY, "version": dossier.version}).status_code == 302
    dossier.refresh_from_db()
    assert client.post(reverse("desk:dossier-send", args=[dossier.pk]), {"version": dossier.version}).status_code == 302
    assert Dossier.objects.get().state == State.SENT


def test_the_mark_stays_on_every_page(world, as_):
    graded(world, "hoan_thanh")
    dossier = make(world, upto="passed")
    row = dossier.nominations.get()
    for url in (reverse("desk:dossier", args=[dossier.pk]), reverse("desk:nomination", args=[row.pk])):
        page = text(as_("secretary").get(url))
        assert "truth-not_met" in page or "verdict-not_met" in page
        assert WHY in page


def test_a_nomination_is_withdrawn_and_a_stale_one_is_not(world, as_):
    dossier = make(world)
    url, client = reverse("desk:nomination-withdraw", args=[dossier.nominations.get().pk]), as_("clerk")
    assert client.post(url, {"version": 0}).status_code == 409
    assert client.post(url, {"version": dossier.version}).status_code == 302
    assert not dossier.nominations.exists()


def test_details_are_mended_and_a_stale_form_keeps_them(world, as_):
    dossier, client = make(world), as_("clerk")
    url = reverse("desk:dossier-edit", args=[dossier.pk])
    page = client.post(url, {"title": "Tên đã gõ", "version": 0})
    assert page.status_code == 409 and "Tên đã gõ" in text(page)
    form = {"title": "Tên mới", "received_on": "2026-01-05", "received_paper": "118/VB", "version": dossier.version}
    assert client.post(url, form).status_code == 302
    dossier.refresh_from_db()
    assert (dossier.title, dossier.received_on) == ("Tên mới", dt.date(2026, 1, 5))


# -- the unit above ----------------------------------------------------------------------------------------------------


def test_the_appraiser_saves_results_and_loses_no_word(world, as_):
    dossier = make(world, upto="sent", award=CSBT)
    row, client = dossier.nominations.get(), as_("appraiser")
    url = reverse("desk:dossier-appraise", args=[dossier.pk])
    form = {f"result_{row.pk}": "here", f"note_{row.pk}": "Ý kiến đã gõ", "version": dossier.version}
    page = client.post(url, form)
    assert page.status_code == 422 and "thẩm quyền thuộc" in text(page) and "Ý kiến đã gõ" in text(page)
    page = client.post(url, form | {f"result_{row.pk}": "above", "version": 0})
    assert page.status_code == 409 and "Ý kiến đã gõ" in text(page)
    page = client.post(url, form | {f"result_{row.pk}": "above"})
    assert page.status_code == 302
    row.refresh_from_db()
    assert (row.result, row.result_note) == (Result.ABOVE, "Ý kiến đã gõ")
    assert client.post(url, {f"result_{row.pk}": "above", f"note_{row.pk}": "Ý kiến đã gõ"}).status_code == 302
    dossier.refresh_from_db()
    finish = client.post(reverse("desk:dossier-pass", args=[dossier.pk]), {"version": dossier.version})
    assert finish.status_code == 302
    dossier.refresh_from_db()
    forward = client.post(reverse("desk:dossier-forward", args=[dossier.pk]), {"version": dossier.version})
    assert forward.status_code == 302 and Dossier.objects.count() == 2
    assert reverse("desk:dossier-forward", args=[dossier.pk]) not in text(
        client.get(reverse("desk:dossier", args=[dossier.pk]))
    )


def test_what_changed_since_the_sending_is_told_and_replaces_nothing(world, as_):
    graded(world)
    dossier = make(world, upto="sent", award=CSBT)
    row = dossier.nominations.get()
    before = row.finding
    client = as_("appraiser")
    url = reverse("desk:nomination", args=[row.pk])
    assert "Dữ liệu đã đổi từ khi gửi" not in text(client.get(url))
    Initiative.objects.create(
        person=row.person, year=2025, title="Số hóa", reach="bo_tinh", recognised_by="Quyết định 9/QĐ"
    )
    YearResult.objects.update(grade="hoan_thanh")
    page = text(client.get(url))
    assert "Dữ liệu đã đổi từ khi gửi" in page and "Sáng kiến: thêm năm 2025" in page
    assert "Hoàn thành xuất sắc nhiệm vụ → Hoàn thành nhiệm vụ" in page
    assert "Dữ liệu đã đổi từ khi gửi" in text(client.get(reverse("desk:dossier", args=[dossier.pk])))
    row.refresh_from_db()
    assert row.finding == before


def test_the_same_proposal_elsewhere_is_told(world, as_):
    make(world, upto="sent")
    row = make(world, upto="sent").nominations.get()
    assert "Cũng được đề nghị ở hồ sơ khác" in text(as_("appraiser").get(reverse("desk:nomination", args=[row.pk])))


def test_a_return_keeps_the_reason_that_was_typed(world, as_):
    dossier, client = make(world, upto="sent"), as_("appraiser")
    url = reverse("desk:dossier-return", args=[dossier.pk])
    page = client.post(url, {"reason": "ngắn ơi", "version": dossier.version})
    assert page.status_code == 422 and "ngắn ơi" in text(page)
    reason = "Thiếu tờ trình của đơn vị."
    page = client.post(url, {"reason": reason, "version": 0})
    assert page.status_code == 409 and reason in text(page)
    # Meanwhile the clerk takes the dossier back: the appraiser learns why, and still has her words.
    operations.take_back(actor=world.actor("clerk"), at=AT, dossier_id=dossier.pk)
    page = client.post(url, {"reason": reason, "version": dossier.version})
    assert page.status_code == 409 and reason in text(page) and "Đang lập" in text(page)
    dossier.refresh_from_db()
    operations.send(actor=world.actor("clerk"), at=AT, dossier_id=dossier.pk)
    dossier.refresh_from_db()
    form = {"reason": reason, "version": dossier.version, "once": "a1"}
    assert client.post(url, form).status_code == client.post(url, form).status_code == 302
    assert reason in text(as_("clerk").get(reverse("desk:dossier", args=[dossier.pk])))


def test_refused_acts_stand_with_their_reason(world, as_):
    dossier = make(world, upto="sent")
    page = text(as_("department_clerk").get(reverse("desk:dossier", args=[dossier.pk])))
    assert "Chỉ chuyên viên thẩm định của Sở Mẫu được làm việc này." in page
    make(world, upto="draft")
    row = dossier.nominations.get()
    operations.appraise(actor=world.actor("appraiser"), at=AT, nomination_id=row.pk, result=Result.HERE)
    assert "đã bắt đầu thẩm định" in text(as_("clerk").get(reverse("desk:dossier", args=[dossier.pk])))


POSTS = ("send", "take-back", "return", "pass", "forward", "attach", "appraise")


@pytest.mark.parametrize("name", POSTS)
def test_acts_are_posts_and_strangers_find_nothing(world, as_, name):
    dossier = make(world)
    url = reverse(f"desk:dossier-{name}", args=[dossier.pk])
    assert as_("clerk").get(url).status_code == 405
    for who in ("stranger", "nominee"):
        assert as_(who).post(url, {"version": dossier.version}).status_code == 404
    assert Dossier.objects.get().version == dossier.version
