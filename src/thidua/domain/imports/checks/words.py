"""The words by which lists name sexes, grades, ranks and the like, folded."""

import re
from functools import lru_cache

from thidua.domain.assessment.enums import Discipline, Grade
from thidua.domain.initiatives.enums import Kind as WorkKind
from thidua.domain.initiatives.enums import Reach
from thidua.domain.organisations.enums import Kind as UnitKind
from thidua.domain.organisations.enums import Level
from thidua.domain.people.enums import Education, Rank, Sex
from thidua.domain.register.enums import Mode, SubjectKind
from thidua.kernel.text import fold, key

SEX = {"nam": Sex.MALE, "ong": Sex.MALE, "nu": Sex.FEMALE, "ba": Sex.FEMALE}
YES_NO = {"x": True, "co": True, "dang vien": True, "dv": True, "1": True, "khong": False, "chua": False, "": False}
GRADE = {
    **dict.fromkeys(
        ("hoan thanh xuat sac nhiem vu", "hoan thanh xuat sac", "xuat sac", "htxs", "htxsnv", "loai a1"),
        Grade.OUTSTANDING,
    ),
    **dict.fromkeys(("hoan thanh tot nhiem vu", "hoan thanh tot", "tot", "htt", "httnv"), Grade.GOOD),
    **dict.fromkeys(("hoan thanh nhiem vu", "hoan thanh", "ht", "htnv"), Grade.DONE),
    **dict.fromkeys(("khong hoan thanh nhiem vu", "khong hoan thanh", "khong ht", "kht", "khtnv"), Grade.FAILED),
}
DISCIPLINE = {
    **dict.fromkeys(("khong", "khong co", "-", "x", ""), Discipline.NONE),
    "khien trach": Discipline.REPRIMAND,
    "canh cao": Discipline.WARNING,
    **dict.fromkeys(
        ("ha bac luong", "giang chuc", "cach chuc", "buoc thoi viec", "nang hon canh cao"), Discipline.HEAVIER
    ),
}
REACH = {
    **dict.fromkeys(("cap co so", "co so", "cs", "cap so", "cap huyen"), Reach.CO_SO),
    **dict.fromkeys(
        ("cap bo, tinh", "cap tinh", "tinh", "cap bo", "bo", "cap bo, nganh, tinh", "bo, tinh", "cap nganh"),
        Reach.BO_TINH,
    ),
    **dict.fromkeys(("toan quoc", "cap nha nuoc", "nha nuoc", "cap quoc gia", "quoc gia"), Reach.TOAN_QUOC),
}
WORK = {
    **dict.fromkeys(("sang kien", "sk", "skkn", "sang kien kinh nghiem", "giai phap"), WorkKind.INITIATIVE),
    **dict.fromkeys(("de tai", "de an", "de tai, de an", "de tai khoa hoc", "dt", "cong trinh"), WorkKind.TOPIC),
}
MODE = {
    **{fold(str(mode.label)): mode for mode in Mode},
    **dict.fromkeys(
        ("cong trang", "theo cong trang", "thanh tich dat duoc", "cong trang va thanh tich dat duoc"), Mode.REGULAR
    ),
    "theo chuyen de": Mode.THEMATIC,
    "cong hien": Mode.CONTRIBUTION,
}
SUBJECT = {
    **dict.fromkeys(
        (
            "ca nhan",
            "canhan",
            "cn",
            "can bo",
            "cong chuc",
            "vien chuc",
            "nguoi lao dong",
            "cac cap lanh dao",
            "lanh dao",
        ),
        SubjectKind.INDIVIDUAL,
    ),
    **dict.fromkeys(("tap the", "tapthe", "tt", "don vi"), SubjectKind.COLLECTIVE),
    **dict.fromkeys(("ho gia dinh", "hogiadinh", "gia dinh"), SubjectKind.HOUSEHOLD),
}
EDUCATION = {
    "so cap": Education.ELEMENTARY,
    **dict.fromkeys(("trung cap", "tc"), Education.INTERMEDIATE),
    **dict.fromkeys(("cao dang", "cd"), Education.COLLEGE),
    **dict.fromkeys(("dai hoc", "dh", "cu nhan", "ky su", "bac si"), Education.UNIVERSITY),
    **dict.fromkeys(
        ("tren dai hoc", "thac si", "thac sy", "ths", "tien si", "tien sy", "ts", "sau dai hoc"), Education.POSTGRADUATE
    ),
}
LEVEL = {
    **{fold(str(level.label)): level for level in Level},
    **dict.fromkeys(("khong", "khong co", "-", ""), Level.NONE),
    "co so": Level.CO_SO,
    **dict.fromkeys(("cap tinh", "cap bo", "tinh", "bo"), Level.BO_TINH),
}
UNIT_KIND = {
    **{fold(str(kind.label)): kind for kind in UnitKind},
    **{part: kind for kind in UnitKind for part in fold(str(kind.label)).split(", ") if len(part) > 1},
}
RANK = {fold(str(rank.label)): rank for rank in Rank} | {str(rank.value): rank for rank in Rank}

_RANKS = [
    (Rank.TOP, r"(pho )?(bi thu (tinh|thanh) uy|chu tich (ubnd |hdnd )?tinh\b.*)|(bo|thu) truong\b.*"),
    (Rank.ENTREPRENEUR, r"(tong giam doc|chu tich (hdqt|hoi dong quan tri|hoi dong thanh vien)|doanh nhan|chu doanh nghiep)\b.*"),
    (Rank.DEPARTMENT, r"(pho )?(giam doc so|vu truong|cuc truong|chanh (van phong|thanh tra) (bo|tinh|ubnd tinh)|truong ban|giam doc dai hoc)\b.*"),
    (Rank.DEPARTMENT, r"pho (vu|cuc) truong\b.*"),
    (Rank.MANAGER, r"(pho )?(truong (phong|khoa|tram|ban|bo mon|ap|thon)|hieu truong|chanh|giam doc|doi truong|chi cuc truong|chu tich|bi thu|thu truong|chu nhiem|quan doc|hat truong|thanh tra truong)\b.*"),
    (Rank.MANAGER, r"(pho (phong|khoa|ban|vien truong|chi cuc truong|doi truong)|(tp|ptp|pgd|gd|pht|ht))\b.*"),
]  # fmt: skip
_PATTERNS = [(rank, re.compile(pattern)) for rank, pattern in _RANKS]
_KINDS = [
    (UnitKind.COMMUNE, r"(ubnd )?(xa|phuong|thi tran|dac khu)\b.*"),
    (UnitKind.DISTRICT, r"(ubnd )?(huyen|quan|thi xa)\b.*"),
    (UnitKind.PROVINCE, r"(ubnd )?(tinh|thanh pho)\b.*"),
    (UnitKind.DEPARTMENT, r"(so|ban quan ly|thanh tra tinh|van phong ubnd tinh)\b.*"),
    (UnitKind.MINISTRY, r"(bo|tong cuc)\b.*"),
    (UnitKind.SERVICE, r"(truong|trung tam|benh vien|vien|bao tang|thu vien|tram)\b.*"),
    (UnitKind.DIVISION, r"(phong|ban|khoa|to|doi|van phong|bo phan|chi cuc)\b.*"),
    (UnitKind.ENTERPRISE, r"(cong ty|doanh nghiep|tap doan|hop tac xa|ngan hang)\b.*"),
]  # fmt: skip
_KIND_PATTERNS = [(kind, re.compile(pattern)) for kind, pattern in _KINDS]


@lru_cache(1_000)
def rank(title: str) -> Rank | None:
    """Whom the statistics count a post as by the words of its title; None where they say nothing."""
    plain = fold(key(title))
    return next((rank for rank, pattern in _PATTERNS if pattern.fullmatch(plain)), None)


def unit_kind(name: str) -> UnitKind | None:
    """What a unit is by the first word of its name; None where it says nothing."""
    plain = fold(key(name))
    return next((kind for kind, pattern in _KIND_PATTERNS if pattern.fullmatch(plain)), None)
