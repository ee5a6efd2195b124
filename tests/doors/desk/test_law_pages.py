"""The law as a person browses it on the desk."""

import re
import subprocess

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.cast import AT, CAST
from tests.doors.desk.test_law import november, text  # noqa: F401  the fixture
from thidua.domain.awards import facts, operations, queries
from thidua.domain.awards.models import Confirmation
from thidua.law import confirming, data

PAGES = ["law-awards", "law-changes", "law-principles", "law-points"]
OPEN, WORDS = "HCLD3-2022-col", "Công văn mẫu số 3 về việc tiếp tục áp dụng."
WORD = {f"{OPEN}-confirmed_by": "Nguyễn Mẫu", f"{OPEN}-confirmed_on": "2026-11-20", f"{OPEN}-text": WORDS}


def award_url(award: str, query: str = "") -> str:
    return reverse("desk:law-award", args=[award]) + query


def confirm(world, rule: str = OPEN, who: str = "signer") -> Confirmation:
    return operations.confirm_rule(
        actor=world.actor(who),
        at=AT.replace(month=11),
        unit_id=world.units["department"].pk,
        rule_id=rule,
        confirmed_by="Nguyễn Mẫu",
        confirmed_on=AT.date(),
        text=WORDS,
    )


@pytest.mark.parametrize("who", CAST)
def test_everybody_who_is_logged_in_reads_the_law(world, as_, who):
    client, expected = as_(who), 302 if who == "citizen" else 200
    for url in [*(reverse(f"desk:{name}") for name in PAGES), award_url("lao_dong_tien_tien")]:
        assert client.get(url).status_code == expected, url
    assert client.get(reverse("desk:law-rule", args=[OPEN])).status_code == expected


def test_the_catalogue_names_every_award_and_how_much_was_read(world, as_):
    page = text(as_("nominee").get(reverse("desk:law-awards")))
    for one in data.awards():
        assert f">{one.vi}</a>" in page, one.id
    share = facts.share()
    assert f"{share.seen} đã đọc văn bản, {share.recalled} theo trí nhớ" in page and data.VERSION in page
    assert share.seen + share.recalled == share.rules == len(data.rules())
    assert [label for label, _ids in queries.groups()] == sorted(
        [label for label, _ids in queries.groups()], key=lambda label: page.index(label)
    )


def test_the_catalogue_is_searched_without_marks(world, as_):
    page = text(as_("clerk").get(reverse("desk:law-awards"), {"q": "huan chuong lao dong"}))
    assert "Huân chương Lao động hạng Ba" in page and "Lao động tiên tiến" not in page
    nothing = text(as_("clerk").get(reverse("desk:law-awards"), {"q": "zzz"}))
    assert "Không có danh hiệu nào khớp" in nothing


def test_every_award_has_a_page_for_each_kind_of_nominee(world, as_):
    client = as_("nominee")
    for one in data.awards():
        for subject in one.subjects:
            page = client.get(award_url(one.id), {"doi-tuong": subject})
            assert page.status_code == 200 and one.vi in text(page), (one.id, subject)


@pytest.mark.parametrize("award", ["bang_khen_thu_tuong", "nha_giao_uu_tu", "co_thi_dua_chinh_phu"])
def test_an_award_has_a_page_on_every_turn_of_its_law(world, as_, award):
    for period in facts.timeline(award):
        page = as_("nominee").get(award_url(award), {"ngay": period.since.isoformat()})
        assert page.status_code == 200 and f'value="{period.since.isoformat()}"' in text(page)


def test_an_award_shows_the_conditions_with_article_basis_and_sources(world, as_):
    page = text(as_("clerk").get(award_url("chien_si_thi_dua_co_so")))
    rule = data.rule("CSTDCS-2022")
    for leaf in rule.condition.leaves():
        assert leaf.vi in page
    assert rule.cites[0].text() in page and "Đã đọc văn bản" in page and "đối chiếu ngày 23/11/2026" in page
    assert rule.question.vi in page and 'aria-current="step"' in page and "Đã kiểm chứng" in page
    assert "Hồ sơ, thủ tục và thời hạn" in page and "Tiền thưởng" in page and "2.340.000 đ" in page


def test_the_day_decides_which_law_is_shown(world, as_):
    client = as_("clerk")
    older = text(client.get(award_url("lao_dong_tien_tien"), {"ngay": "2018-05-01"}))
    assert "Được tuyển dụng từ 10 tháng trở lên" in older.split("Qua các thời kỳ")[0] and 'value="2018-05-01"' in older
    newer = text(client.get(award_url("lao_dong_tien_tien"), {"ngay": "2024-05-01"}))
    assert "Được tuyển dụng từ 10 tháng trở lên" not in newer.split("Qua các thời kỳ")[0]
    assert "Được tuyển dụng từ 10 tháng trở lên" in newer.split("Qua các thời kỳ")[1]
    before = client.get(award_url("lao_dong_tien_tien"), {"ngay": "1999-01-01"})
    assert before.status_code == 200 and "Ngày này chưa có quy định" in text(before)
    wrong = client.get(award_url("lao_dong_tien_tien"), {"ngay": "mai"})
    assert wrong.status_code == 422 and "Hoàn thành tốt nhiệm vụ trở lên" in text(wrong)


def test_from_october_the_page_says_that_nobody_compared_the_text(world, as_, november):  # noqa: F811
    page = text(as_("clerk").get(award_url("chien_si_thi_dua_co_so")))
    assert "Luật của ngày này chưa được kiểm chứng" in page and "Luật số 06/2026/QH16" in page
    assert "Chưa kiểm chứng" in page and "không có thẩm quyền khen thưởng riêng" in page
    assert "Xác nhận tiếp tục áp dụng" in text(as_("signer").get(award_url("chien_si_thi_dua_co_so")))


def test_unknown_awards_and_rules_are_not_there(world, as_):
    client = as_("clerk")
    assert client.get(award_url("khong-co")).status_code == 404
    assert client.get(reverse("desk:law-rule", args=["khong-co"])).status_code == 404


def test_two_days_are_compared(world, as_):
    client = as_("nominee")
    page = text(client.get(reverse("desk:law-changes"), {"tu": "2023-12-31", "den": "2024-01-01"}))
    found = facts.between(AT.date().replace(2023, 12, 31), AT.date().replace(2024, 1, 1))
    assert f"Từ 31/12/2023 đến 01/01/2024: {len(found)} thay đổi" in page and "Hoàn thành tốt nhiệm vụ trở lên" in page
    turned = text(client.get(reverse("desk:law-changes"), {"tu": "2024-01-01", "den": "2023-12-31"}))
    assert f"Từ 31/12/2023 đến 01/01/2024: {len(found)} thay đổi" in turned
    assert "Không có thay đổi" in text(
        client.get(reverse("desk:law-changes"), {"tu": "2020-01-01", "den": "2020-02-01"})
    )
    assert client.get(reverse("desk:law-changes"), {"tu": "x", "den": "2020-02-01"}).status_code == 422
    assert client.get(reverse("desk:law-changes")).status_code == 200


def test_general_rules_and_open_points_are_all_listed(world, as_):
    page = text(as_("clerk").get(reverse("desk:law-principles")))
    for one in facts.general_rules():
        assert one.vi.split("'")[0] in page
    page = text(as_("clerk").get(reverse("desk:law-points")))
    for one in [*facts.open_points().points.values(), *facts.open_points().answers.values()]:
        assert (one.question.vi if hasattr(one, "reading") else one.outcome.vi).split("'")[0] in page


def test_a_lawyer_confirms_any_open_rule_on_its_page_and_takes_the_word_back(world, as_, november):  # noqa: F811
    url = reverse("desk:law-rule", args=[OPEN])
    assert as_("nominee").post(url, WORD).status_code == 404
    assert as_("clerk").post(url, WORD).status_code == 403
    client = as_("signer")
    refused = client.post(url, WORD | {f"{OPEN}-text": "Vẫn áp"})
    assert refused.status_code == 422 and "Vẫn áp" in text(refused)
    assert client.post(url, WORD).status_code == 302
    page = text(client.get(url))
    assert "<strong>Nguyễn Mẫu</strong> (Sở Mẫu) đã xác nhận ngày 20/11/2026" in page and WORDS in page
    again = client.post(url, WORD)
    assert again.status_code == 409 and "đã xác nhận quy tắc này" in text(again)
    shown = text(client.get(award_url("huan_chuong_lao_dong_3", "?doi-tuong=collective")))
    assert "<strong>Nguyễn Mẫu</strong> (Sở Mẫu) đã xác nhận" in shown
    back = client.post(reverse("desk:law-withdraw", args=[Confirmation.objects.get().pk]), {"rule": OPEN})
    assert back.status_code == 302 and back.headers["Location"] == url


def test_before_october_there_is_nothing_to_confirm(world, as_):
    url = reverse("desk:law-rule", args=[OPEN])
    assert "Xác nhận tiếp tục áp dụng" not in text(as_("signer").get(url))
    assert as_("signer").post(url, WORD | {f"{OPEN}-confirmed_on": "2026-01-10"}).status_code == 422


def test_the_words_are_downloaded_as_a_patch_that_git_accepts(world, as_, november, tmp_path):  # noqa: F811
    url = reverse("desk:law-confirmations")
    assert as_("signer").get(url).status_code == 404 and as_("nominee").get(url).status_code == 404
    word = confirm(world)
    confirm(world, "CSTDCS-2022", "department_clerk")
    assert url in text(as_("clerk").get(reverse("desk:law-awards")))
    response = as_("clerk").get(url)
    assert response.status_code == 200 and response["Content-Type"] == "text/x-patch; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="xac-nhan-unit.patch"'
    content = response.content.decode()
    assert word.text in content and "status: confirmed" in content and "Phòng Một" in content
    place = tmp_path / confirming.PLACE / "rules"
    place.mkdir(parents=True)
    for path in (data.HERE / "rules").glob("*.yaml"):
        (place / path.name).write_bytes(path.read_bytes())
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    checked = subprocess.run(
        ["git", "apply", "--check", "-"], cwd=tmp_path, input=response.content, capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stderr
    operations.withdraw(actor=world.actor("signer"), at=AT.replace(month=11), confirmation_id=word.pk)
    assert OPEN not in as_("clerk").get(url).content.decode()


@pytest.mark.parametrize(
    ("url", "count"),
    [
        (reverse("desk:law-awards"), 6),
        (award_url("huan_chuong_lao_dong_3"), 7),
        (reverse("desk:law-rule", args=[OPEN]), 6),
        (reverse("desk:law-changes"), 5),
        (reverse("desk:law-principles"), 5),
        (reverse("desk:law-points"), 5),
    ],
)
def test_the_pages_ask_the_database_eight_times_at_most(world, as_, november, url, count):  # noqa: F811
    client = as_("signer")
    client.get(url)
    counts = []
    for rule in (OPEN, "CSTDCS-2022"):
        with CaptureQueriesContext(connection) as found:
            client.get(url)
        counts.append(len(found))
        confirm(world, rule)
    assert counts == [count, count]


def test_the_tree_keeps_the_groups_apart(world, as_):
    page = text(as_("clerk").get(award_url("huan_chuong_lao_dong_3")))
    assert "law-tree-any" in page and "law-tree-all" in page
    assert len(re.findall(r"<ol class=\"law-tree-parts\">", page)) == page.count("law-tree-head")
