"""Pages of councils and meetings: as each role, with what is missing named, with bad input and forms sent twice."""

import pytest

from tests.cast import AT, CAST
from tests.domain.councils import scene as play
from tests.domain.councils.scene import COLLECTIVE, FIGHTER, WORKER, settle
from thidua.domain.councils import operations
from thidua.domain.councils.enums import Presence, State
from thidua.domain.councils.models import Attendance, Council, Count, Item, Meeting, Member

DESK = "/ban-lam-viec/hoi-dong/"
READERS = {"department_clerk", "appraiser", "member", "second_member", "secretary", "signer", "auditor"}


@pytest.fixture
def scene(world) -> play.Scene:
    """A called meeting with a collective, whose vote nobody has fixed, and two fighters."""
    settle(world, "council_quorum_percent", "66.67")
    return play.scene(world, [FIGHTER, FIGHTER, COLLECTIVE])


@pytest.fixture
def counting(scene) -> play.Scene:
    """The meeting is open, everybody is here."""
    scene.open()
    scene.attend()
    return scene


def paths(scene: play.Scene) -> list[str]:
    """Every page of the council and its meeting."""
    meeting, council = f"{DESK}phien/{scene.meeting.pk}/", f"{DESK}nhiem-ky/{scene.council.pk}/"
    member = Member.objects.order_by("pk").first().pk
    return [
        council,
        f"{council}cu-thanh-vien/",
        f"{council}len-lich-hop/",
        f"{DESK}thanh-vien/{member}/thoi/",
        meeting,
        *[f"{meeting}{part}/" for part in ("sua", "danh-sach", "diem-danh", "kiem-phieu", "ket-thuc", "bien-ban")],
    ]


@pytest.mark.parametrize("who", CAST)
def test_each_page_as_each_role(scene, as_, who):
    client = as_(who)
    for path in paths(scene):
        wanted = 302 if who == "citizen" else 200 if who in READERS else 404
        assert client.get(path).status_code == wanted, path


@pytest.mark.parametrize("state", State.values)
def test_each_page_in_each_state(counting, as_, state):
    if state == State.CLOSED:
        settle(counting.world, "vote_percent.tap_the_lao_dong_tien_tien", "70")
        unknown = Item.objects.get(needed=None)
        operations.update_threshold(actor=counting.world.actor("secretary"), at=AT, item_id=unknown.pk)
        counting.vote(5, 3, 5)
        counting.close()
    else:
        Meeting.objects.update(state=state)
    for who in ("secretary", "member", "auditor"):
        for path in paths(counting):
            assert as_(who).get(path).status_code == 200, path


@pytest.mark.parametrize("path", [DESK, f"{DESK}nhiem-ky/"])
def test_lists_ask_the_same_number_of_questions(world, as_, django_assert_num_queries, path):
    client = as_("secretary")
    assert "Chưa có" in client.get(path).content.decode()
    for _number in (1, 3):
        while Council.objects.count() < _number:
            play.scene(world, [FIGHTER])
        with django_assert_num_queries(7):
            assert client.get(path).status_code == 200


def test_a_council_is_established_and_manned(world, as_):
    client = as_("secretary")
    form = {"name": "Hội đồng", "decision": "QĐ số 1", "from_on": "2025-01-02", "until_on": "2024-01-01", "once": "c1"}
    assert client.post(f"{DESK}nhiem-ky/thanh-lap/", form).status_code == 422
    form["until_on"] = ""
    assert client.post(f"{DESK}nhiem-ky/thanh-lap/", form).status_code == 302
    client.post(f"{DESK}nhiem-ky/thanh-lap/", form)
    council = Council.objects.get()
    path = f"{DESK}nhiem-ky/{council.pk}/cu-thanh-vien/"
    seat = {"person_id": world.people["clerk"].pk, "seat": "chair", "from_on": "2025-01-02"}
    assert client.post(path, seat).status_code == 422  # she works in Phòng Một, not in the unit shown
    path += f"?don_vi={world.units['unit'].pk}"
    assert client.post(path, seat).status_code == 302
    seat["person_id"] = world.people["nominee"].pk
    answer = client.post(path, seat)
    assert answer.status_code == 422
    assert "đã có Chủ tịch" in answer.content.decode()
    member = Member.objects.get()
    path = f"{DESK}thanh-vien/{member.pk}/thoi/"
    assert client.post(path, {"until_on": "2024-01-01"}).status_code == 422
    assert client.post(path, {"until_on": "2026-01-20"}).status_code == 302
    assert client.post(path, {"until_on": "2026-01-20"}).status_code == 409


def test_a_meeting_from_call_to_minutes(world, as_):
    """The secretary's and a teller's way through the pages, as they walk it."""
    settle(world, "council_quorum_percent", "66.67")
    settle(world, "vote_percent.lao_dong_tien_tien", "70")
    council = play.scene(world, [FIGHTER, WORKER]).council
    secretary, teller = as_("secretary"), as_("member")
    Meeting.objects.all().delete()
    call = {"title": "Xét năm 2025", "year": "2025", "held_on": "2024-01-01", "place": "Hội trường"}
    assert secretary.post(f"{DESK}nhiem-ky/{council.pk}/len-lich-hop/", call).status_code == 422
    call["held_on"] = "2026-01-20"
    assert secretary.post(f"{DESK}nhiem-ky/{council.pk}/len-lich-hop/", call).status_code == 302
    meeting = Meeting.objects.get()
    path = f"{DESK}phien/{meeting.pk}/"
    assert "Chưa có đề nghị nào trình Hội đồng" in secretary.get(path).content.decode()
    ids = [str(one) for one in Item.objects.none()] or list(
        play.Nomination.objects.values_list("pk", flat=True).order_by("pk")
    )
    assert secretary.post(f"{path}danh-sach/", {"ids": ids, "version": "0"}).status_code == 302
    assert secretary.post(f"{path}danh-sach/", {"ids": ids, "version": "0"}).status_code == 409
    assert secretary.post(f"{path}khai-mac/", {"version": "1"}).status_code == 302
    assert "chưa ghi 5" in secretary.get(f"{path}diem-danh/").content.decode()
    one = Attendance.objects.order_by("pk").last()
    assert (
        secretary.post(f"{path}diem-danh/", {f"presence-{one.member_id}": "written", "rest": "present"}).status_code
        == 302
    )
    assert Attendance.objects.filter(presence=Presence.PRESENT).count() == 4
    assert "cần 2/3 của 5 thành viên: 4, có mặt 4" in secretary.get(path).content.decode()
    numbers = {
        f"{name}-{item.pk}": "5" for item in Item.objects.all() for name in ("issued", "returned", "valid", "yes")
    }
    assert teller.post(f"{path}kiem-phieu/", numbers).status_code == 302
    assert secretary.post(f"{path}kiem-phieu/", numbers).status_code == 302
    assert "Khớp · thông qua" in teller.get(f"{path}kiem-phieu/").content.decode()
    end = {"version": str(Meeting.objects.get().version), "conclusion": "Nhất trí.", "once": "z1"}
    assert secretary.post(f"{path}ket-thuc/", end).status_code == 302
    assert secretary.post(f"{path}ket-thuc/", end).status_code == 302  # the same form again: said, not done
    minutes = secretary.get(f"{path}bien-ban/").content.decode()
    for words in (
        "Độc lập - Tự do - Hạnh phúc",
        "cần 80% của 5 thành viên: 4 phiếu",
        "152/2025/NĐ-CP",
        "theo Quy chế số 01/QC-SM",
        "cần 2/3 của 5 thành viên: 4, có mặt 4",
        "Nhất trí.",
        "Người signer",
        "Người secretary",
        "Hội đồng thông qua 2 trên 2 đề nghị",
    ):
        assert words in minutes, words


def test_an_unknown_threshold_says_which_rule_the_agency_must_write(counting, as_):
    page = as_("secretary").get(f"{DESK}phien/{counting.meeting.pk}/").content.decode()
    assert "Ghi tỷ lệ phiếu cho Tập thể lao động tiên tiến" in page
    assert "Cập nhật ngưỡng" in page
    unknown = Item.objects.get(needed=None)
    settle(counting.world, "vote_percent.tap_the_lao_dong_tien_tien", "70")
    assert as_("member").post(f"{DESK}muc/{unknown.pk}/nguong/").status_code == 403
    assert as_("secretary").post(f"{DESK}muc/{unknown.pk}/nguong/").status_code == 302
    assert Item.objects.get(pk=unknown.pk).needed == 4


def test_numbers_of_another_are_hidden_until_both_are_in(counting, as_):
    path = f"{DESK}phien/{counting.meeting.pk}/kiem-phieu/"
    item = counting.items()[0]
    counting.count("member", item, 3)
    page = as_("secretary").get(path).content.decode()
    assert "Chờ bạn nhập lần hai" in page
    assert "Đồng ý 3" not in page
    assert 'value="3"' not in page
    counting.count("secretary", item, 4)
    page = as_("secretary").get(path).content.decode()
    assert "Hai lần nhập khác nhau" in page
    assert "<strong>Đồng ý 3</strong>" in page
    assert "<strong>Đồng ý 4</strong>" in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"yes": "x"}, "Phải là số nguyên"),
        ({"yes": "-1"}, "Phải là số nguyên"),
        ({"yes": ""}, "Ghi số phiếu"),
        ({"issued": "6"}, "chỉ có 5 thành viên"),
        ({"yes": "99999"}, "Phải là số nguyên"),
        ({"valid": "6"}, "hợp lệ nhiều hơn số phiếu thu về"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_saved(counting, as_, sent, words):
    first, second = counting.items()[:2]
    good = {f"{name}-{second.pk}": "5" for name in ("issued", "returned", "valid", "yes")}
    bad = {
        f"{name}-{first.pk}": value
        for name, value in ({"issued": "5", "returned": "5", "valid": "5", "yes": "5"} | sent).items()
    }
    answer = as_("member").post(f"{DESK}phien/{counting.meeting.pk}/kiem-phieu/", good | bad)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Count.objects.exists()


def test_closing_too_early_names_what_is_missing(counting, as_):
    path = f"{DESK}phien/{counting.meeting.pk}/ket-thuc/"
    version = Meeting.objects.get().version
    for answer in (as_("secretary").get(path), as_("secretary").post(path, {"version": str(version)})):
        page = answer.content.decode()
        assert "chưa có đủ hai người nhập kết quả" in page
        assert "chưa biết cần bao nhiêu phiếu" in page
    assert answer.status_code == 422
    assert Meeting.objects.get().state == State.OPEN


def test_hostile_input_is_refused_kindly(counting, as_):
    client, path = as_("secretary"), f"{DESK}phien/{counting.meeting.pk}/"
    assert client.post(f"{path}diem-danh/", {"presence-1": "<script>", "rest": "x"}).status_code == 302
    assert client.post(f"{path}danh-sach/", {"ids": ["x", "9" * 30, "-1"]}).status_code == 409
    assert client.post(f"{DESK}muc/999999/nguong/").status_code == 404
    assert client.get(f"{path}khai-mac/").status_code == 405
