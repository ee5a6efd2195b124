"""Units, people, accounts and the sample's own rules."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random
from typing import Any

from thidua.base.accounts.models import User
from thidua.base.accounts.queries import SAMPLE_PASSWORD
from thidua.domain.awards.operations import set_parameter
from thidua.domain.organisations import operations as organisations
from thidua.domain.organisations.enums import ClusterKind, Kind, Level
from thidua.domain.organisations.models import Unit
from thidua.domain.people.enums import Rank, Role, Sex
from thidua.domain.people.models import Person
from thidua.domain.people.operations import enter, give_role, open_account
from thidua.domain.people.queries import actor_for
from thidua.domain.register.enums import Mode
from thidua.domain.register.operations import enter as enter_award
from thidua.doors.cli.sample.names import Names
from thidua.kernel.actor import Actor
from thidua.kernel.clock import VIETNAM, day

SEED = 2025
START = dt.date(2020, 1, 1)
RULES_FROM = dt.date(2025, 7, 1)
RULES = "Quy chế mẫu số 01/QC-TM ngày 01/7/2025 về thi đua, khen thưởng của Tỉnh Mẫu (không có thật)"
PARAMETERS = {
    "council_quorum_percent": "66.67",
    "vote_percent.lao_dong_tien_tien": "70",
    "vote_percent.chien_si_thi_dua_co_so": "80",
    "vote_percent.chien_si_thi_dua_bo_tinh": "90",
    "vote_percent.tap_the_lao_dong_tien_tien": "70",
    "vote_percent.tap_the_lao_dong_xuat_sac": "80",
    "vote_percent.co_thi_dua_bo_tinh": "80",
    "vote_percent.bang_khen_bo_tinh": "70",
}

UNITS = [
    ("tinh", "MAU", "Tỉnh Mẫu", Kind.PROVINCE, Level.BO_TINH, ""),
    ("nv", "MAU-NV", "Sở Nội vụ Tỉnh Mẫu", Kind.DEPARTMENT, Level.CO_SO, "tinh"),
    ("phong", "MAU-NV-TC", "Phòng Tổ chức mẫu", Kind.DIVISION, Level.NONE, "nv"),
    ("ben", "MAU-NV-CC", "Phòng Kiểm soát thủ tục mẫu", Kind.DIVISION, Level.NONE, "nv"),
    ("tt", "MAU-TT", "Sở Thông tin Tỉnh Mẫu", Kind.DEPARTMENT, Level.CO_SO, "tinh"),
    ("so", "MAU-TT-CD", "Phòng Chuyển đổi số mẫu", Kind.DIVISION, Level.NONE, "tt"),
    ("buu", "MAU-TT-BC", "Phòng Bưu chính mẫu", Kind.DIVISION, Level.NONE, "tt"),
    ("an", "MAU-XA", "Xã An Mẫu", Kind.COMMUNE, Level.CO_SO, "tinh"),
    ("binh", "MAU-PB", "Phường Bình Mẫu", Kind.COMMUNE, Level.CO_SO, "tinh"),
]

RENAMED = "Phòng Cải cách hành chính mẫu"

# Unit → posts from the head down. A name before the colon is the handle by which stories and accounts find the person.
# Together 60 people.
CLERKS = ["Chuyên viên"]
POSTS: dict[str, list[str]] = {
    "tinh": [
        "chu-tich: Chủ tịch Ủy ban nhân dân tỉnh",
        "Phó Chủ tịch Ủy ban nhân dân tỉnh",
        "can-bo-tinh: Chuyên viên thi đua, khen thưởng",
        "thanh-tra: Thanh tra viên",
    ],
    "nv": [
        "giam-doc: Giám đốc Sở",
        "pho-giam-doc: Phó Giám đốc Sở",
        "pho-giam-doc-2: Phó Giám đốc Sở",
        "thu-ky: Chánh Văn phòng",
        "uy-vien-2: Kế toán trưởng",
        "can-bo-so: Chuyên viên Văn phòng",
        "tham-dinh: Chuyên viên Văn phòng",
        "cong-doan: Chủ tịch Công đoàn, văn thư",
    ],
    "phong": [
        "truong-phong: Trưởng phòng",
        "Phó Trưởng phòng",
        "can-bo-phong: Chuyên viên",
        "nguoi-duoc-xet: Chuyên viên chính",
        "moi-ve: Chuyên viên",
        *CLERKS * 4,
    ],
    "ben": [
        "uy-vien-1: Trưởng phòng",
        "pho-phong-ben: Phó Trưởng phòng",
        "can-bo-phong-ben: Chuyên viên",
        "ba-nam-lien: Chuyên viên chính",
        "dut-quang: Chuyên viên",
        "chua-dat: Chuyên viên",
        *CLERKS * 3,
    ],
    "tt": ["Giám đốc Sở", "Phó Giám đốc Sở", "Kế toán trưởng", "Chuyên viên Văn phòng"],
    "so": ["Trưởng phòng", "so-1: Phó Trưởng phòng", "so-2: Chuyên viên", "khien-trach: Chuyên viên", *CLERKS * 3],
    "buu": ["Trưởng phòng", "buu-1: Phó Trưởng phòng", *CLERKS * 5],
    "an": ["Chủ tịch Ủy ban nhân dân xã", "Phó Chủ tịch Ủy ban nhân dân xã", "an-1: Công chức", *["Công chức"] * 3],
    "binh": ["Chủ tịch Ủy ban nhân dân phường", "Phó Chủ tịch Ủy ban nhân dân phường", *["Công chức"] * 4],
}
RANKS = {
    Rank.DEPARTMENT: ("Giám đốc", "Phó Giám đốc", "Chủ tịch Ủy", "Phó Chủ tịch Ủy"),
    Rank.MANAGER: ("Trưởng phòng", "Phó Trưởng", "Chánh"),
}
SEXES = {"nguoi-duoc-xet": Sex.FEMALE, "can-bo-phong": Sex.FEMALE, "giam-doc": Sex.MALE, "ba-nam-lien": Sex.MALE}
JOINED = {"moi-ve": dt.date(2024, 4, 1), "chua-dat": dt.date(2023, 9, 1)}

CAST = {
    "nguoi-duoc-xet": "người được xét, Phòng Tổ chức mẫu",
    "can-bo-phong": "cán bộ thi đua, Phòng Tổ chức mẫu",
    "can-bo-phong-ben": "cán bộ thi đua, Phòng Cải cách hành chính mẫu",
    "can-bo-so": "cán bộ thi đua, Sở Nội vụ Tỉnh Mẫu",
    "tham-dinh": "chuyên viên thẩm định, Sở Nội vụ Tỉnh Mẫu",
    "thu-ky": "thư ký Hội đồng, Sở Nội vụ Tỉnh Mẫu",
    "uy-vien-1": "thành viên Hội đồng kiểm phiếu, Sở Nội vụ Tỉnh Mẫu",
    "uy-vien-2": "thành viên Hội đồng kiểm phiếu, Sở Nội vụ Tỉnh Mẫu",
    "giam-doc": "Giám đốc ký quyết định, Sở Nội vụ Tỉnh Mẫu",
    "can-bo-tinh": "cán bộ thi đua và thẩm định, Tỉnh Mẫu",
    "chu-tich": "Chủ tịch ký quyết định, Tỉnh Mẫu",
    "thanh-tra": "thanh tra, xem cả Tỉnh Mẫu",
}
ROLES = [
    ("can-bo-phong", Role.CLERK, "phong"),
    ("can-bo-phong-ben", Role.CLERK, "ben"),
    ("can-bo-so", Role.CLERK, "nv"),
    ("tham-dinh", Role.APPRAISER, "nv"),
    ("thu-ky", Role.SECRETARY, "nv"),
    ("uy-vien-1", Role.TELLER, "nv"),
    ("uy-vien-2", Role.TELLER, "nv"),
    ("giam-doc", Role.SIGNER, "nv"),
    ("can-bo-tinh", Role.CLERK, "tinh"),
    ("can-bo-tinh", Role.APPRAISER, "tinh"),
    ("chu-tich", Role.SIGNER, "tinh"),
    ("thanh-tra", Role.AUDITOR, "tinh"),
]


def moment(year: int, month: int, date: int, hour: int = 9) -> dt.datetime:
    """A working hour of a day of the sample."""
    return dt.datetime(year, month, date, hour, tzinfo=VIETNAM)


SETTLED = moment(2025, 1, 6)
ARRANGED = moment(2025, 7, 1)


@dataclass
class Agency:
    """Units by key, people by handle, the people of each unit, accounts by user name."""

    units: dict[str, Unit] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    members: dict[str, list[Person]] = field(default_factory=dict)
    joined: dict[int, dt.date] = field(default_factory=dict)
    accounts: dict[str, User] = field(default_factory=dict)

    def who(self, username: str, at: dt.datetime) -> Actor:
        """The actor of a sample account at a moment."""
        return actor_for(self.accounts[username], on=day(at))


def settle(operator: Actor) -> Agency:
    """Enter units, people, accounts, roles and the sample's rules."""
    agency = Agency()
    for key, code, name, kind, level, parent in UNITS:
        agency.units[key] = organisations.found(
            actor=operator, at=SETTLED, code=code, name=name, kind=kind, level=level,
            parent=agency.units.get(parent), from_on=START, is_sample=True,
        )  # fmt: skip
    through_time(operator, agency)
    people(operator, agency)
    for username, role, unit in ROLES:
        account, at_unit = agency.accounts[username], agency.units[unit]
        give_role(actor=operator, at=SETTLED, account=account, role=role, unit=at_unit, from_on=START)
    for name, value in PARAMETERS.items():
        set_parameter(
            actor=operator, at=SETTLED, unit_id=agency.units["tinh"].pk, name=name, value=value, basis=RULES,
            from_on=RULES_FROM,
        )  # fmt: skip
    return agency


def through_time(operator: Actor, agency: Agency) -> None:
    """One unit had another name, two communes went into one, and two departments lead a block by turns."""
    act: dict[str, Any] = {"actor": operator, "at": SETTLED}
    basis = "Quyết định mẫu số 12 (không có thật)"
    ben = agency.units["ben"].pk
    agency.units["ben"] = organisations.rename(**act, unit_id=ben, name=RENAMED, on=dt.date(2023, 4, 1), basis=basis)
    pair = [
        organisations.found(
            **act, code=code, name=name, kind=Kind.COMMUNE, level=Level.CO_SO, parent=agency.units["tinh"],
            from_on=START, is_sample=True,
        )
        for code, name in (("MAU-XA-1", "Xã An Thượng Mẫu"), ("MAU-XA-2", "Xã An Hạ Mẫu"))
    ]  # fmt: skip
    organisations.merge(
        actor=operator,
        at=ARRANGED,
        source_ids=[unit.pk for unit in pair],
        into=agency.units["an"].pk,
        on=day(ARRANGED),
        basis="Nghị quyết mẫu số 5 (không có thật)",
    )
    for unit, year in zip(pair, (2022, 2023), strict=True):
        enter_award(
            **act, unit=unit, person=None, award="tap_the_lao_dong_xuat_sac", mode=Mode.REGULAR, year=year,
            granted_by="Chủ tịch Ủy ban nhân dân Tỉnh Mẫu", decision_number=f"{year - 2000}/QĐ-TM",
            decided_on=dt.date(year + 1, 1, 15), source="mau", source_key=f"{unit.code}-{year}",
        )  # fmt: skip
    block = organisations.form_cluster(
        **act, unit_id=agency.units["tinh"].pk, name="Khối các sở mẫu", kind=ClusterKind.BLOCK, from_on=START
    )
    turns = [agency.units["nv"].pk, agency.units["tt"].pk]
    for unit_id in turns:
        organisations.join_cluster(**act, cluster_id=block.pk, unit_id=unit_id, from_on=START)
    for year, (head, deputy) in ((2024, turns), (2025, turns[::-1])):
        organisations.lead_cluster(**act, cluster_id=block.pk, year=year, head_id=head, deputy_id=deputy)


def rank(title: str) -> Rank:
    """What the statistics count a post of the sample as."""
    return next((one for one, starts in RANKS.items() if title.startswith(starts)), Rank.DIRECT)


def people(operator: Actor, agency: Agency) -> None:
    """Enter everybody with a post, and an account where the cast has one: the accounts in the order of the season."""
    names, chance = Names(SEED), Random(SEED)  # noqa: S311  an invented world, no secret
    roll = [(key, *post.rpartition(": ")[::2]) for key, posts in POSTS.items() for post in posts]
    sexes = [SEXES.get(handle) or chance.choices((Sex.FEMALE, Sex.MALE), (47, 53))[0] for _key, handle, _title in roll]
    called = [names.next(sex) for sex in sexes]
    by_handle = {handle: name for (_key, handle, _title), name in zip(roll, called, strict=True)}
    for username in CAST:
        open_for(operator, agency, username, by_handle[username])
    for number, ((key, handle, title), sex, name) in enumerate(zip(roll, sexes, called, strict=True), 1):
        since = JOINED.get(handle, dt.date(chance.randint(2012, 2019), chance.choice((3, 6, 9)), 1))
        person = enter(
            actor=operator, at=SETTLED, code=f"MAU-{number:03}", full_name=name, sex=sex, unit=agency.units[key],
            title=title, from_on=since, rank=rank(title), account=agency.accounts.get(handle),
            is_sample=True, born_on=dt.date(chance.randint(1968, 1996), chance.randint(1, 12), chance.randint(1, 28)),
        )  # fmt: skip
        agency.members.setdefault(key, []).append(person)
        agency.joined[person.pk] = since
        if handle:
            agency.people[handle] = person


def open_for(operator: Actor, agency: Agency, username: str, name: str) -> None:
    """An account of the cast. Its address leads nowhere: `.invalid` is reserved for that."""
    agency.accounts[username] = open_account(
        actor=operator, at=SETTLED, username=username, password=SAMPLE_PASSWORD, display_name=name,
        email=f"{username}@mau.invalid", is_sample=True,
    )  # fmt: skip
