"""Where the heading of a table stands: by known words over the first rows, over one to three rows, joined."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thidua.doors.workbooks.cells import letter
from thidua.doors.workbooks.raw import Raw
from thidua.kernel.text import fold, tidy

WITHIN, DEEPEST = 15, 3
_NUMBER = re.compile(r"(stt|so tt|so thu tu|tt|s\.t\.t|no\.?)")
_NAMES = [
    re.compile(part)
    for part in (
        r"(ho,? (va )?(chu dem )?(va )?ten|ho ten)\b.*",
        r"ten (tap the|ca nhan|don vi ?/ ?tap the|nguoi|ho gia dinh)\b.*",
        r"ten (de tai|sang kien|giai phap|co quan|to chuc|don vi|phong trao|xa|phuong)\b.*",
        r"(ca nhan|tap the|ten)( ?[/,].*)?",
    )
]
_KNOWN = re.compile(
    r"(gioi tinh|nam|nu|ngay(, thang, nam| thang nam)? sinh|nam sinh|sinh ngay|chuc (vu|danh).*|don vi.*|noi (cong tac|o|sinh).*|ten .*|"
    r"danh hieu.*|hinh thuc.*|(so |ngay |so va ngay )?(quyet dinh|qd)\b.*|so qd.*|ngay.*(ky|nhan|ban hanh|hieu luc).*|"
    r"co quan.*|ma( so)? .*|ma|ghi chu.*|phan loai.*|loai .*|linh vuc.*|dia chi.*|dan toc|trinh do.*|tom tat.*|"
    r"thanh tich.*|(so )?dien thoai.*|(so )?(cccd|cmnd|can cuoc).*|e-?mail|tac gia.*|cap .*|cap|ket qua.*|nam .*|thang .*|"
    r"so .*|muc .*|tien thuong.*|que quan.*|quan he.*|doi tuong.*|noi dung.*|tinh.*|huyen.*|xa.*|phuong.*|thanh pho.*|"
    r"danh so.*|chu tich.*|thoi gian.*|xep loai.*|diem.*|ly do.*|tham quyen.*|truong.*|phong.*|to .*|tong .*)"
)
_OFFICIAL = re.compile(
    r"(cong hoa xa hoi|doc lap|ubnd|uy ban nhan dan|hoi dong nhan dan|dang cong san|kinh gui|\(?kem theo|\(?ban hanh)\b.*"
)
FORM = re.compile(r"(mau|bieu|bieu mau|phu luc)( so)?[ .:]*(\d[\w./-]*|[ivx]+\b).*")
_TITLE = re.compile(r"(danh sach|bieu|bang|tong hop|bao cao|ket qua|phu luc|de nghi|to trinh|so theo doi|thong ke)\b.*")
_COUNTED = re.compile(r"[\[(]?(\d{1,2}|[a-h])[\])]?( ?[(=][\d :;+\-*/x.,=()%]*\)?)?")
_MOST = 160


@dataclass
class Heading:
    """The heading of a sheet: its first and last row, the row after which data begin, headings by column, key columns."""

    first: int
    last: int
    below: int
    names: dict[int, str]
    number: int | None
    name: int | None


def find(rows: Sequence[Raw]) -> Heading | None:
    """The heading among the first rows of a sheet, None if no row looks like one."""
    by_number = {row.number: row for row in rows}
    scores = {row.number: score(row) for row in rows if row.number <= WITHIN}
    if not scores:
        return None
    best = max(scores, key=lambda number: (scores[number], -number))
    if scores[best] < 2 and not (scores[best] == 1 and _is_anchor(by_number[best])):
        return None
    first = last = best
    while last - first + 1 < DEEPEST and first - 1 in by_number and _reaches(by_number[first - 1], by_number[first]):
        first -= 1
    within = [by_number[number] for number in range(first, last + 1)]
    reach = [merge.last_row for row in within for merge in row.merges if merge.place in row.cells]
    last = min(max(last, *reach, last), first + DEEPEST - 1)
    while last - first + 1 < DEEPEST and last + 1 in by_number and _is_under(by_number[last + 1], by_number[last]):
        last += 1
    names = _joined([by_number.get(number) for number in range(first, last + 1)], first)
    below = last
    if below + 1 in by_number and is_counted(by_number[below + 1]):
        below += 1
    number, name = _keys(names)
    return Heading(first, last, below, _apart(names), number, name)


def score(row: Raw) -> int:
    """How many cells of the row are known words of a heading."""
    return len({text for text in map(_plain, row.cells.values()) if text and _is_known(text)})


def _plain(text: str) -> str:
    text = fold(tidy(text)) if len(text) <= _MOST else ""
    return "" if ": " in text or text.endswith(":") else text.strip(" *()")


def _is_known(text: str) -> bool:
    return bool(
        _NUMBER.fullmatch(text) or any(part.fullmatch(text) for part in _NAMES) or _KNOWN.fullmatch(text)
    ) and not (FORM.fullmatch(text) or re.search(r"\d{4}", text))


def _is_anchor(row: Raw) -> bool:
    """A list of one or two columns whose heading is the number or the name and nothing else."""
    texts = [_plain(text) for text in row.cells.values()]
    return len(texts) <= 2 and any(_NUMBER.fullmatch(text) or _NAMES[0].fullmatch(text) for text in texts)


def _reaches(above: Raw, row: Raw) -> bool:
    """Whether the row above belongs to the heading: a merged cell reaches down, or groups some of the columns below."""
    if any(_OFFICIAL.fullmatch(_plain(text)) for text in above.cells.values()):
        return False
    width = max(row.cells) - min(row.cells) + 1
    for merge in above.merges:
        if merge.place not in above.cells:
            continue
        if merge.last_row >= row.number:
            return True
        wide = merge.last_place - merge.place + 1
        if 1 < wide <= max(2, 0.7 * width) and any(merge.place <= place <= merge.last_place for place in row.cells):
            return True
    has_keys = any(_NUMBER.fullmatch(_plain(text)) for text in above.cells.values())
    return has_keys and score(above) >= 2


def _is_under(row: Raw, above: Raw) -> bool:
    """Whether a row without merged cells continues the heading: words under the empty places and under a group's first."""
    keys = [
        place
        for place, text in above.cells.items()
        if _NUMBER.fullmatch(_plain(text)) or _NAMES[0].fullmatch(_plain(text))
    ]
    if not keys or any(place in row.cells for place in keys) or is_counted(row):
        return False
    return (
        all(
            (place not in above.cells or place + 1 not in above.cells)
            and not re.search(r"\d", text)
            and len(text) <= 60
            for place, text in row.cells.items()
        )
        and any(place not in above.cells for place in row.cells)
        and score(row) > 0
    )


def _joined(rows: list[Raw | None], first: int) -> dict[int, str]:
    """The heading of each column, the parts over several rows joined, a part that is repeated said once."""
    parts: dict[int, list[str]] = {}
    grid: list[dict[int, str]] = [
        {place: tidy(text) for place, text in row.cells.items()} if row else {} for row in rows
    ]
    grouped: set[tuple[int, int]] = set()
    for depth, row in enumerate(rows):
        for merge in {merge.place: merge for merge in (row.merges if row else ())}.values():
            text = grid[depth].get(merge.place, "")
            for down in range(depth, min(merge.last_row - first, len(grid) - 1) + 1):
                for place in range(merge.place, min(merge.last_place, merge.place + 300) + 1):
                    grid[down].setdefault(place, text)
                    grouped.add((down, place))
    for depth in range(len(grid) - 1):  # without merged cells a group's word stands over its first column only
        for place in sorted(grid[depth + 1]):
            is_bare = place not in grid[depth] and (depth, place - 1) not in grouped
            if is_bare and place - 1 in grid[depth + 1] and grid[depth].get(place - 1):
                grid[depth][place] = grid[depth][place - 1]
    for line in grid:
        for place, text in line.items():
            told = parts.setdefault(place, [])
            if text and (not told or told[-1] != text):
                told.append(text)
    return {place: " › ".join(told) for place, told in sorted(parts.items()) if told}


def _apart(names: dict[int, str]) -> dict[int, str]:
    """The same heading twice: the later ones get the letter of their column."""
    seen: set[str] = set()
    apart = {}
    for place, name in names.items():
        apart[place] = f"{name} ({letter(place)})" if fold(name) in seen else name
        seen.add(fold(name))
    return apart


def _keys(names: dict[int, str]) -> tuple[int | None, int | None]:
    """The columns of the number and of the name."""
    plain = {place: _plain(name.split(" › ")[-1]) for place, name in names.items()}
    number = next((place for place, text in plain.items() if _NUMBER.fullmatch(text)), None)
    for part in _NAMES:
        for place, text in plain.items():
            if part.fullmatch(text):
                return number, place
    return number, None


def is_counted(row: Raw) -> bool:
    """Whether the row numbers the columns: 1, 2, 3 …, also (4), "7 (6:3)", A, B."""
    texts = [fold(text.strip()) for _place, text in sorted(row.cells.items())]
    if len(texts) < 2 or not all(_COUNTED.fullmatch(text) for text in texts):
        return False
    counts = [int(digits.group()) for text in texts if (digits := re.match(r"\d+", text.lstrip("[(")))]
    steps = [after - before for before, after in zip(counts, counts[1:], strict=False)]
    return (
        bool(counts)
        and counts[0] <= 1
        and all(0 <= step <= 1 for step in steps)
        and (len(counts) < 2 or sum(steps) > 0)
    )


def title(rows: Sequence[Raw], until: int) -> tuple[str, str]:
    """The title above the heading, and the form's code such as "Mẫu số 02"; each empty if there is none."""
    texts = [tidy(text) for row in rows if row.number < until for _place, text in sorted(row.cells.items())]
    form = next(
        (
            text
            for text in texts
            if len(text) <= 60 and FORM.fullmatch(fold(text)) and not _TITLE.fullmatch(fold(text).partition(" ")[2])
        ),
        "",
    )
    rest = [text for text in texts if text != form and not _OFFICIAL.fullmatch(fold(text))]
    named = [text for text in rest if _TITLE.fullmatch(fold(text))]
    return (named or sorted(rest, key=len, reverse=True) or [""])[0][:300], form
