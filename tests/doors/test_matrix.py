"""Role × object × act: every address, asked as every member of the cast, answers as the reviewed table says.

`tests/matrix.csv` has one row for an address, a method and a thing in a state: what each member of the cast gets.
ok: the page · done: the act happened · login: sent to the log-in · hidden: 404 · refused: 403 with the reason ·
late: 409 · missing: 422, the form again with what is missing · never: the method is not for this address.

    THIDUA_MATRIX=new pytest tests/doors/test_matrix.py     writes matrix.new.csv beside it, to be reviewed by eye
"""

import copy
import csv
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.cast import CAST
from tests.season import WHY, YEAR, Season, make

TABLE = Path(__file__).parent.parent / "matrix.csv"
ROWS = list(csv.DictReader(TABLE.read_text(encoding="utf-8").splitlines()))
WORDS = {403: "refused", 404: "hidden", 405: "never", 409: "late", 422: "missing"}

MOVEMENT = {
    "title": "Thi đua",
    "year": YEAR,
    "starts_on": "2025-01-15",
    "ends_on": "2025-12-31",
    "tier": "agency",
    "scope": "agency",
    "method": "regular",
    "content": "Hoàn thành.",
    "criteria": "Đúng hạn.",
}
PERSON = {"full_name": "Người nominee", "code": "M-nominee", "sex": "f"}
POST = {"title": "Phó Trưởng phòng", "rank": "4", "from_on": "2026-01-20"}
FORMS: dict[str, dict[str, object]] = {
    "desk:movement-draft": MOVEMENT,
    "desk:movement-edit": MOVEMENT,
    "desk:registration-start": {"phong-trao": "@movement", "don-vi": "@unit"},
    "desk:registration-preview": {"ids": ["@registration"]},
    "desk:registration-approve-all": {"muc": ["@registration:VERSION"]},
    "desk:registration-refuse": {"reason": "Chưa có danh hiệu tập thể."},
    "desk:assessment-open": {"don-vi": "@unit", "nam": YEAR - 1},
    "desk:assessment-reopen": {"reason": "Nhập nhầm một người."},
    "desk:initiative-add": {
        "person": "@person_nominee",
        "title": "Sáng kiến hai",
        "kind": "initiative",
        "reach": "co_so",
        "recognised_by": "Quyết định 2/QĐ",
    },
    "desk:dossier-open": {"superior": "@department", "superior_id": "@department", "year": YEAR, "title": "Hồ sơ mới"},
    "desk:dossier-edit": {"title": "Hồ sơ đổi tên", "received_on": "", "received_paper": ""},
    "desk:dossier-return": {"reason": "Thiếu báo cáo thành tích của cá nhân."},
    "desk:nomination-explain": {"reason": WHY},
    "desk:council-establish": {"name": "Hội đồng", "decision": "QĐ 2", "from_on": "2026-01-01"},
    "desk:council-appoint": {"person_id": "@person_department_clerk", "seat": "member", "from_on": "2025-01-01"},
    "desk:council-release": {"until_on": "2026-02-01", "council": "@council"},
    "desk:meeting-call": {"title": "Họp", "held_on": "2026-02-01", "year": YEAR, "place": "Phòng họp"},
    "desk:meeting-edit": {"title": "Họp", "held_on": "2026-01-20", "place": "Phòng họp"},
    "desk:meeting-agenda": {"ids": ["@dossier_planned_nomination"]},
    "desk:meeting-close": {"conclusion": "Thống nhất."},
    "desk:decision-draft": {"title": "Quyết định", "basis": "Căn cứ.", "ids": ["@dossier_draft_decision_nomination"]},
    "desk:decision-edit": {"title": "Quyết định", "basis": "Căn cứ.", "ids": ["@dossier_draft_decision_nomination"]},
    "desk:decision-sign": {"signer_name": "Người signer", "signer_post": "Giám đốc"},
    "desk:record-add": {
        "unit": "@unit",
        "subject_kind": "household",
        "recipient": "Hộ mẫu",
        "award": "giay_khen",
        "mode": "regular",
        "year": 2012,
        "once": "mau",
    },
    "desk:record-correct": {
        "unit": "@unit",
        "subject_kind": "individual",
        "recipient": "Người mẫu",
        "award": "giay_khen",
        "mode": "regular",
        "year": 2012,
        "reason": WHY,
    },
    "desk:record-revoke": {"reason": WHY},
    "desk:completeness": {"tu": 2020, "den": 2024},
    "desk:law-set": {
        "name": "council_quorum_percent",
        "council_quorum_percent-value": "70",
        "council_quorum_percent-basis": "Quy chế của Hội đồng",
        "council_quorum_percent-from_on": "2026-01-20",
    },
    "desk:law-confirm": {
        "rule_id": "LDTT-2022",
        "confirmed_by": "A",
        "confirmed_on": "2026-01-20",
        "text": "Công văn.",
    },
    "desk:dossier-candidates": {"ids": ["p@person_clerk:lao_dong_tien_tien"], "reason": WHY},
    "desk:report-new": {"don_vi": "@unit", "loai": "year", "nam": YEAR},
    "desk:report-save": {"title": "Báo cáo năm"},
    "desk:report-act": {"verb": "redraft"},
    "desk:reviews": {"unit": "@unit", "year": YEAR, "on": "2026-01-20"},
    "desk:unit-found": {
        "name": "Phòng Ba",
        "code": "ba",
        "kind": "division",
        "level": "none",
        "from_on": "2026-01-20",
        "xac-nhan": "1",
    },
    "desk:unit-rename": {"name": "Phòng Nhất", "on": "2026-01-20", "xac-nhan": "1"},
    "desk:unit-edit": {"code": "mot", "kind": "service", "level": "none", "xac-nhan": "1"},
    "desk:unit-merge": {"others": ["@neighbour"], "into": "@neighbour", "on": "2026-01-20", "xac-nhan": "1"},
    "desk:unit-split": {"goes_on": "1", "name_1": "Phòng Ba", "code_1": "ba", "on": "2026-01-20", "xac-nhan": "1"},
    "desk:unit-move": {"parent_id": "@neighbour", "xac-nhan": "1"},
    "desk:unit-end": {"on": "2026-01-20", "xac-nhan": "1"},
    "desk:cluster-form": {"name": "Cụm Một", "kind": "cluster", "from_on": "2026-01-20"},
    "desk:cluster-join": {"unit_id": "@neighbour", "from_on": "2026-01-20"},
    "desk:cluster-leave": {"unit_id": "@unit", "on": "2026-01-20"},
    "desk:cluster-lead": {"year": YEAR + 1, "head_id": "@unit"},
    "desk:import-new": {"kind": "results", "unit": "@unit", "text": "Mã nhân sự\tXếp loại\nM-nominee\tTốt\n"},
    "desk:import-columns": {"c-0": "code", "c-1": "full_name", "c-2": "sex", "c-3": "unit", "c-4": "from_on"},
    "desk:import-mend": {"f-2-unit": "Phòng Một", "w-2-unit": "Phòng Chín", "v-2": 0},
    "desk:import-skip": {"line": 2},
    "desk:search": {"q": "Mau"},
    "desk:people": {"q": "nguoi"},
    "desk:person-enter": PERSON | POST | {"code": "M-moi", "unit_id": "@unit"},
    "desk:person-look-up": {"number": "099190000999"},
    "desk:person-edit": PERSON | {"nationality": "Việt Nam"},
    "desk:person-reveal": {"reason": "Đối chiếu hồ sơ"},
    "desk:post-take": POST | {"from_on": "2015-01-01", "until_on": "2016-01-01", "unit_id": "@unit"},
    "desk:post-end": {"until_on": "2026-01-20"},
    "desk:post-transfer": POST | {"unit_id": "@unit"},
    "desk:absence-begin": {"kind": "sick", "from_on": "2024-01-20", "until_on": "2024-02-01"},
    "desk:absence-end": {"on": "2026-01-20"},
    "desk:person-retire": {"on": "2026-01-20"},
    "desk:person-die": {"on": "2026-01-19"},
    "desk:data-word": {"is_mended": "1"},
    "desk:mine-say": {"is_right": "1"},
    "desk:act-for": {"unit": "@unit"},
    "public:lookup": {"q": "Nguoi nominee"},
}


@pytest.fixture(scope="module")
def season(django_db_setup, django_db_blocker):
    """One season for the whole table; each question is undone."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def clients(season: Season) -> dict[str, Client]:
    """A browser for each member of the cast."""
    browsers = {}
    for who in CAST:
        browsers[who] = Client()
        if who != "citizen":
            browsers[who].force_login(season.world.accounts[who])
    return browsers


def filled(season: Season, value: object) -> object:
    """The form's values with names of things made ids."""
    if isinstance(value, list):
        return [filled(season, one) for one in value]
    if isinstance(value, str) and "@" in value:
        head, _at, name = value.partition("@")
        name, colon, rest = name.partition(":")
        rest = rest.replace("VERSION", str(season.versions[name]))
        return f"{head}{season.things[name]}{colon}{rest}"
    return value


def answer(season: Season, client: Client, row: dict[str, str]) -> str:
    """What the address answers, in one word."""
    named = dict(part.split("=") for part in row["thing"].split())
    url = reverse(row["address"], kwargs={key: season.things[name] for key, name in named.items()})
    browser = Client()
    browser.cookies = copy.deepcopy(client.cookies)  # an answer may end the log-in, the next question starts with it
    point = transaction.savepoint()
    try:
        if row["method"] == "GET":
            response = browser.get(url)
        else:
            data = {key: filled(season, value) for key, value in FORMS.get(row["address"], {}).items()}
            if "id" in named:  # a nomination's and a paper's forms carry their dossier's version
                whole = "dossier_draft" if named["id"] == "paper" else named["id"].removesuffix("_nomination")
                data.setdefault("version", season.versions[whole])
            if row["address"] == "desk:assessment-save":  # the row of the nominee, changed
                nominee = season.things["person_nominee"]
                data |= {f"version-{nominee}": 1, f"grade-{nominee}": "hoan_thanh", f"discipline-{nominee}": "none"}
            if row["address"] == "desk:dossier-appraise":
                data[f"result_{season.things['dossier_sent_nomination']}"] = "fails"
                data[f"note_{season.things['dossier_sent_nomination']}"] = "Chưa có báo cáo."
            if row["address"] == "desk:dossier-attach":
                data |= {"title": "Báo cáo", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7\n%mau\n")}
            response = browser.post(url, data)
        if response.streaming:
            b"".join(response.streaming_content)  # read to its end, as a browser does
        if response.status_code == 302:
            return "login" if response.headers["Location"].startswith(reverse("account_login")) else "done"
        if response.status_code in (200, 204):
            return "ok"
        return WORDS[response.status_code]
    finally:
        transaction.savepoint_rollback(point)


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['method']} {row['address']} {row['thing']}")
def test_the_matrix(season, clients, row):
    found = {who: answer(season, clients[who], row) for who in CAST}
    if os.environ.get("THIDUA_MATRIX") == "new":
        new = TABLE.with_suffix(".new.csv")
        with new.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            if file.tell() == 0:
                writer.writerow(["address", "method", "thing", *CAST])
            writer.writerow([row["address"], row["method"], row["thing"], *found.values()])
        return
    assert found == {who: row[who] for who in CAST}
