"""How the verdict component lays out a verdict: its conditions as a tree under their rules, what lacks, who can mend it."""

from typing import Any

from django.utils.translation import gettext as _

GROUPS = ("all", "any")

Row = dict[str, Any]


def laid_out(verdict: Any) -> Row:
    """What the component shows of a verdict beside its sentence.

    `sections`: the rules with their conditions as trees {…condition, parts, mark, is_spare, is_deciding, remedy};
    `lacking`: what keeps it from being met beside the condition that decided; `people`: what people have to judge.
    """
    rows = [dict(row) for row in _get(verdict, "conditions") or ()]
    deciding = _get(verdict, "deciding")
    sections = _sections(rows)
    for section in sections:
        for node in section["nodes"]:
            _marked(node, deciding, is_spare=False)
    matter = _matter(sections, _get(verdict, "truth"))
    lacking = [one for section in matter for node in section["nodes"] for one in _lacking(node)]
    people = [one["text"] for section in matter for node in section["nodes"] for one in _people(node)]
    return {
        "sections": sections,
        "count": sum(_count(node) for section in sections for node in section["nodes"]),
        "lacking": [one for one in lacking if not one["is_deciding"]],
        "people": list(dict.fromkeys(people)),
        "remedy": remedy(deciding) if deciding else "",
    }


def remedy(condition: Any) -> str:
    """Who can mend a condition of which nothing is recorded, and where; "" where nothing is to be recorded."""
    if _get(condition, "truth") != "cannot_tell" or _get(condition, "left_to_people"):
        return ""
    unit = _("Cán bộ của đơn vị ghi ở phiếu Đánh giá cuối năm của năm đó.")
    words = {
        "grade": unit,
        "discipline": unit,
        "initiative": _("Cán bộ của đơn vị ghi sáng kiến ở phiếu Đánh giá cuối năm của năm được công nhận."),
        "topic": _("Cán bộ của đơn vị ghi đề tài ở phiếu Đánh giá cuối năm của năm được nghiệm thu."),
        "title": _("Cán bộ nhập danh hiệu vào Sổ vàng, hoặc xác nhận sổ đã đủ các năm này."),
        "members_share": _("Đơn vị ghi đủ kết quả của các thành viên trong năm."),
        "service": _("Cán bộ của đơn vị bổ sung quá trình công tác trong hồ sơ cá nhân."),
        "age": _("Cán bộ của đơn vị ghi năm thành lập đơn vị."),
        "months": _("Cán bộ của đơn vị ghi ngày tuyển dụng trong hồ sơ cá nhân."),
        "timing": _("Cán bộ nhập ngày quyết định danh hiệu trước vào Sổ vàng."),
        "vote": _("Hội đồng bỏ phiếu; thư ký ghi kết quả."),
        "quota": _("Cơ quan tổng hợp đối chiếu tỷ lệ khi đã có đủ danh sách."),
        "unread": _("Người phụ trách pháp chế đọc văn bản và báo cho người quản lý dữ liệu luật."),
        "people": _("Nếu có, người lập hồ sơ nêu căn cứ trong đề nghị."),
        "study": unit,
    }
    same = {
        "holds": "title", "ago": "title", "absent": "title", "standard": "grade", "title_and_grade": "grade",
        "members_have": "members_share", "members_discipline": "members_share", "office": "service",
    }  # fmt: skip
    kind = _get(condition, "kind") or ""
    return words.get(same.get(kind, kind), "")


def _get(thing: Any, name: str) -> Any:
    return thing.get(name) if hasattr(thing, "get") else getattr(thing, name, None)


def _sections(rows: list[Row]) -> list[Row]:
    """The flat rows as trees: a rule begins a section, depth says what stands under what."""
    sections: list[Row] = []
    above: list[Row] = []
    for row in rows:
        row["parts"] = []
        if row.get("kind") == "rule":
            title, _colon, _rest = row["text"].partition(":")
            sections.append({**row, "title": title, "nodes": []})
            above = []
            continue
        if not sections:
            sections.append({"title": "", "role": "", "truth": "", "cites": [], "nodes": []})
        while above and above[-1]["depth"] >= row["depth"]:
            above.pop()
        (above[-1]["parts"] if above else sections[-1]["nodes"]).append(row)
        above.append(row)
    return sections


def _marked(node: Row, deciding: Any, *, is_spare: bool) -> None:
    """Tell what each condition is worth here: one of several that another made unnecessary is spare."""
    node["is_spare"] = is_spare
    node["is_deciding"] = bool(deciding) and not node["parts"] and node["text"] == _get(deciding, "text")
    node["mark"] = "spare" if is_spare else "people" if _is_for_people(node) else node["truth"]
    node["remedy"] = "" if is_spare or node["parts"] else remedy(node)
    settled = node.get("kind") == "any" and node["truth"] == "met"
    for part in node["parts"]:
        _marked(part, deciding, is_spare=is_spare or (settled and part["truth"] != "met"))


def _is_for_people(node: Row) -> bool:
    return bool(node.get("left_to_people")) and node["truth"] == "cannot_tell"


def _matter(sections: list[Row], truth: str) -> list[Row]:
    """The sections on which the verdict rests: the route that decided, and what is asked besides."""
    routes = [one for one in sections if one.get("role") != "constraint"]
    chosen = [one for one in routes if any(_decides(node) for node in one["nodes"])]
    chosen = chosen or [one for one in routes if one.get("truth") == truth] or routes
    return [one for one in sections if one.get("role") == "constraint" or one in chosen[:1]]


def _decides(node: Row) -> bool:
    return node["is_deciding"] or any(_decides(part) for part in node["parts"])


def _lacking(node: Row) -> list[Row]:
    """What keeps the node from being met: of a choice the nearest way alone."""
    if node["truth"] == "met" or node["mark"] in ("spare", "people"):
        return []
    if not node["parts"]:
        return [node]
    ways = [_lacking(part) for part in node["parts"]]
    if node.get("kind") == "any":
        if _decides(node):
            return [one for way in ways if any(each["is_deciding"] for each in way) for one in way]
        return min((way for way in ways if way), key=_far, default=[])
    return [one for way in ways for one in way]


def _far(way: list[Row]) -> tuple[int, int]:
    return sum(len(one["missed"]) + len(one["unknown"]) for one in way), len(way)


def _people(node: Row) -> list[Row]:
    """What people have to judge on the ways that count."""
    if node["mark"] == "spare":
        return []
    if node["parts"]:
        return [one for part in node["parts"] for one in _people(part)]
    return [node] if node["mark"] == "people" else []


def _count(node: Row) -> int:
    return sum(_count(part) for part in node["parts"]) if node["parts"] else 1
