"""Invented sample content for the page of components; no database, no law, nothing real."""

from datetime import datetime, timedelta, timezone

from django import forms
from django.core.paginator import Paginator

from thidua.doors.ui import charts

HANOI = timezone(timedelta(hours=7))
CITES = ["Luật Thi đua, khen thưởng 2022, Điều 23, khoản 1", "Nghị định 152/2025/NĐ-CP, Điều 9"]


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Họ và tên", help_text="Viết như trong hồ sơ cán bộ.")
    born_on = forms.DateField(label="Ngày sinh", help_text="Ví dụ: 25/11/1984")
    award = forms.ChoiceField(label="Danh hiệu", choices=[("", "Chọn danh hiệu"), ("cstd", "Chiến sĩ thi đua cơ sở")])
    kind = forms.ChoiceField(label="Đối tượng", widget=forms.RadioSelect, choices=[("p", "Cá nhân"), ("c", "Tập thể")])
    papers = forms.MultipleChoiceField(
        label="Giấy tờ kèm theo",
        widget=forms.CheckboxSelectMultiple,
        choices=[("r", "Báo cáo thành tích"), ("m", "Biên bản họp bình xét"), ("s", "Giấy công nhận sáng kiến")],
    )
    story = forms.CharField(label="Thành tích", widget=forms.Textarea(attrs={"rows": 4}))
    agreed = forms.BooleanField(label="Tôi đã đọc lại báo cáo thành tích")


def samples():
    """What the page of components shows."""
    filled = SampleForm({"name": "", "born_on": "31/02/1984", "award": "", "kind": "p"}, prefix="sai", auto_id="id_%s")
    return {
        "frame": frame(),
        "portal": portal(),
        "verdicts": [met(), not_met(), cannot_tell()],
        "honours": honours(),
        "steps": steps(),
        "issues": issues(),
        "events": events(),
        "rows": rows(),
        "page": Paginator(range(412), 25).page(4),
        "charts": drawings(),
        "tabs": [
            {"label": "Tóm tắt", "url": "#", "current": True},
            {"label": "Giấy tờ", "url": "#", "count": 4},
            {"label": "Hội đồng", "url": "#"},
            {"label": "Ý kiến", "url": "#", "count": 2},
        ],
        "facts": [
            {"term": "Đơn vị trình", "value": "UBND xã Đông Sơn"},
            {"term": "Hình thức đề nghị", "value": "Chiến sĩ thi đua cơ sở"},
            {"term": "Người lập", "value": "Phạm Thị Lan", "sample": True},
            {"term": "Hạn nhận", "value": "25/11/2026"},
        ],
        "effects": [
            "Gửi 12 hồ sơ lên Sở Nội vụ tỉnh; UBND xã không sửa được nữa cho tới khi Sở trả lại.",
            "Báo cho 12 người được đề nghị.",
            "Ghi vào diễn biến của từng hồ sơ, kèm tên bạn và giờ gửi.",
        ],
        "active_filters": [{"label": "Chờ thẩm định", "url": "#"}, {"label": "Năm 2026", "url": "#"}],
        "form": SampleForm(auto_id="moi_%s"),
        "wrong_form": filled,
        "grades": ["", "Hoàn thành xuất sắc", "Hoàn thành tốt", "Hoàn thành", "Không hoàn thành"],
        "icons": ["award", "medal", "certificate", "gavel", "scale", "signature", "speakerphone", "files", "inbox"],
    }


def frame():
    """The desk of an invented commune."""
    labels = [
        ("Việc của tôi", "home"),
        ("Phong trào", "speakerphone"),
        ("Hồ sơ đề nghị", "files"),
        ("Hội đồng", "gavel"),
        ("Quyết định", "signature"),
        ("Sổ vàng", "book"),
        ("Thống kê", "chart-bar"),
        ("Văn bản", "archive"),
        ("Luật", "scale"),
    ]
    return {
        "nav": [
            {"label": label, "url": "#", "icon": icon, "current": i == 0} for i, (label, icon) in enumerate(labels)
        ],
        "unit": "UBND xã Đông Sơn",
        "units": [
            {"id": 1, "name": "UBND xã Đông Sơn", "current": True},
            {"id": 2, "name": "Hội đồng Thi đua - Khen thưởng xã Đông Sơn", "current": False},
        ],
        "inbox_count": 3,
        "person": "Phạm Thị Lan",
        "is_sample": True,
        "theme": "",
        "idle_seconds": 0,
        "language": "vi",
        "at": "work",
        "season": steps(),
        "season_label": "Mùa thi đua 2026",
    }


def portal():
    """The portal of an invented province."""
    labels = ["Vinh danh", "Phong trào", "Quyết định mới", "Lấy ý kiến", "Tra cứu", "Hỏi đáp"]
    return {
        "name": "UBND tỉnh Thanh Sơn",
        "nav": [{"label": label, "url": "#", "current": i == 0} for i, label in enumerate(labels)],
        "contact": "Ban Thi đua - Khen thưởng, Sở Nội vụ\n02 Quang Trung, phường Hạc Thành",
        "foot": [{"label": label, "url": "#"} for label in ("Dữ liệu mở", "Trợ năng", "Bảo vệ dữ liệu cá nhân")],
        "login_url": "#",
        "is_sample": True,
    }


def condition(text, truth="met", depth=0, **more):
    """One condition of a verdict, with what is not named left empty."""
    empty = {
        "kind": "",
        "held": [],
        "missed": [],
        "unknown": [],
        "missing": "",
        "cites": [],
        "left_to_people": False,
        "claimed": False,
    }
    return {**empty, "text": text, "truth": truth, "depth": depth, **more}


def verdict(truth, reason, **more):
    """One verdict, with what is not named left empty."""
    empty = {"deciding": None, "conditions": [], "cites": CITES, "basis": "seen", "confidence": "high"}
    later: dict[str, object] = {"older": None, "confirmation": None, "questions": [], "unclaimed": []}
    named = {"award": "cstd-co-so", "award_name": "Chiến sĩ thi đua cơ sở", "truth": truth, "reason": reason}
    return {**named, **empty, **later, **more}


def met():
    """Everything is there, and a person confirmed it."""
    title = condition("Đạt danh hiệu “Lao động tiên tiến” trong năm", held=[2026], cites=CITES[:1])
    idea = condition(
        "Có sáng kiến được cơ sở công nhận, áp dụng hiệu quả", held=[2025, 2026], cites=CITES, claimed=True
    )
    share = condition("Trong tỷ lệ 15% số người đạt “Lao động tiên tiến”", left_to_people=True)
    return verdict(
        "met",
        "Năm 2026 chị Hương đạt “Lao động tiên tiến” và có sáng kiến được công nhận.",
        deciding=idea,
        conditions=[title, idea, share],
        confirmation={
            "confirmed_by": "Lê Văn Bình",
            "on": "20/11/2026",
            "text": "Đã xem bản chính giấy công nhận sáng kiến.",
        },
    )


def not_met():
    """One year short of a longer row of years."""
    years = condition(
        "Ba lần liên tục được tặng danh hiệu “Chiến sĩ thi đua cơ sở” ngay trước năm đề nghị",
        "not_met",
        held=[2023, 2025, 2026],
        missed=[2024],
        missing=1,
        cites=["Luật Thi đua, khen thưởng 2022, Điều 22, khoản 1, điểm a"],
    )
    either = condition("Một trong hai điều kiện về sáng kiến, đề tài:", "met", cites=CITES[:1])
    idea = condition("Sáng kiến có phạm vi ảnh hưởng trong tỉnh", "met", 1, held=[2025])
    study = condition("Đề tài khoa học đã nghiệm thu", "not_met", 1)
    return verdict(
        "not_met",
        "Còn thiếu một năm: năm 2024 không có danh hiệu “Chiến sĩ thi đua cơ sở”.",
        award="cstd-tinh",
        award_name="Chiến sĩ thi đua cấp tỉnh",
        deciding=years,
        conditions=[years, either, idea, study],
    )


def cannot_tell():
    """The record or the new law is silent; what the older law would say stands beside."""
    years = condition(
        "Năm năm liên tục hoàn thành tốt nhiệm vụ trở lên",
        "cannot_tell",
        held=[2024, 2025, 2026],
        unknown=[2022, 2023],
        missing="Chưa ghi nhận xếp loại năm 2022 và 2023.",
        cites=["Luật Thi đua, khen thưởng 2022, Điều 73"],
    )
    older = verdict(
        "met",
        "Nếu tính theo quy định trước 01/7/2026 thì đủ.",
        deciding=condition("Ba năm liên tục", held=[2024, 2025, 2026]),
    )
    return verdict(
        "cannot_tell",
        "Quy định mới có hiệu lực từ 01/7/2026, phần mềm chưa có bản đã đối chiếu; hồ sơ còn thiếu xếp loại hai năm.",
        award="bang-khen-tinh",
        award_name="Bằng khen của Chủ tịch UBND tỉnh",
        deciding=years,
        conditions=[years],
        basis="recalled",
        confidence="medium",
        older=older,
        questions=[
            "Xếp loại năm 2022 và 2023 của chị Hương là gì?",
            "Sở Nội vụ đã có hướng dẫn theo quy định mới chưa?",
        ],
    )


def honours():
    """A working life of seven years."""

    def grade(words):
        return {"kind": "grade", "label": words}

    def title(words):
        return {"kind": "title", "label": words}

    return [
        {"year": 2020, "items": [grade("Hoàn thành tốt")]},
        {"year": 2021, "items": [grade("Hoàn thành tốt"), title("Lao động tiên tiến")]},
        {"year": 2022, "items": []},
        {"year": 2023, "items": [grade("Hoàn thành xuất sắc"), title("Chiến sĩ thi đua cơ sở")]},
        {
            "year": 2024,
            "items": [
                grade("Hoàn thành tốt"),
                {"kind": "award", "label": "Giấy khen của Chủ tịch UBND xã", "url": "#"},
            ],
        },
        {
            "year": 2025,
            "items": [{"kind": "initiative", "label": "Số hóa hồ sơ một cửa"}, title("Chiến sĩ thi đua cơ sở")],
        },
        {
            "year": 2026,
            "items": [{"kind": "award", "label": "Bằng khen của Chủ tịch UBND tỉnh"}, title("Chiến sĩ thi đua cơ sở")],
        },
    ]


def steps():
    """A season in its fourth step."""
    return [
        {"label": "Phát động", "state": "done", "days_left": None, "url": "#"},
        {"label": "Đăng ký", "state": "done", "days_left": None, "url": "#"},
        {"label": "Đánh giá", "state": "done", "days_left": None, "url": "#"},
        {"label": "Đề nghị", "state": "now", "days_left": 12, "url": "#"},
        {"label": "Hội đồng", "state": "next", "days_left": 26, "url": ""},
        {"label": "Quyết định", "state": "next", "days_left": 40, "url": ""},
        {"label": "Trao", "state": "next", "days_left": None, "url": "", "note": "tháng 1/2027"},
    ]


def issues():
    """What is missing before a dossier goes up."""
    return [
        {"problem": "Chưa có báo cáo thành tích của ông Trần Đức Thắng", "remedy": "Tải báo cáo lên", "url": "#"},
        {"problem": "Biên bản họp bình xét chưa có chữ ký của thư ký", "remedy": "Mở biên bản", "url": "#"},
        {"problem": "Số phiếu đồng ý 11 trên 15, cần 12", "remedy": "Xin ý kiến Chủ tịch Hội đồng", "url": ""},
    ]


def events():
    """The acts on a dossier, newest first."""
    return [
        {
            "at": datetime(2026, 11, 23, 10, 32, tzinfo=HANOI),
            "who": "Phạm Thị Lan",
            "unit": "UBND xã Đông Sơn",
            "what": "Gửi lên Sở Nội vụ",
            "tone": "info",
        },
        {
            "at": datetime(2026, 11, 21, 8, 5, tzinfo=HANOI),
            "who": "Lê Văn Bình",
            "unit": "Hội đồng xã",
            "what": "Xác nhận kết quả bỏ phiếu",
            "tone": "done",
        },
        {
            "at": datetime(2026, 11, 18, 15, 40, tzinfo=HANOI),
            "who": "Ngô Thu Hà",
            "unit": "Sở Nội vụ",
            "what": "Trả lại để bổ sung",
            "tone": "refused",
            "note": "Báo cáo thành tích chưa nêu số liệu của sáng kiến năm 2025.",
        },
        {"at": "16/11/2026", "who": "Phạm Thị Lan", "unit": "UBND xã Đông Sơn", "what": "Lập hồ sơ", "tone": ""},
    ]


def rows():
    """People in a list, one in each state, with a verdict each."""
    people = [
        (
            "Nguyễn Thị Hương",
            "Trường Tiểu học Đồng Tâm",
            "Chiến sĩ thi đua cơ sở",
            "96,5",
            "wait",
            "Chờ thẩm định",
            False,
        ),
        (
            "Trần Đức Thắng",
            "Phòng Văn hóa - Xã hội",
            "Bằng khen của Chủ tịch UBND tỉnh",
            "91,0",
            "info",
            "Đã trình Hội đồng",
            False,
        ),
        (
            "Trạm Y tế xã Đông Sơn",
            "UBND xã Đông Sơn",
            "Tập thể lao động xuất sắc",
            "94,2",
            "refused",
            "Trả lại bổ sung",
            True,
        ),
        ("Đỗ Ngọc Ánh", "Văn phòng HĐND và UBND", "Lao động tiên tiến", "88,7", "done", "Đã công nhận", False),
        ("Lường Văn Ưởng", "Ban Chỉ huy Quân sự xã", "Giấy khen", "85,0", "neutral", "Nháp", False),
    ]
    verdicts = [met(), not_met(), cannot_tell(), met(), met()]
    return [
        {
            "pk": i,
            "name": name,
            "unit": unit,
            "award": award,
            "score": score,
            "tone": tone,
            "state": state,
            "collective": group,
            "verdict": found,
        }
        for i, ((name, unit, award, score, tone, state, group), found) in enumerate(
            zip(people, verdicts, strict=True), 1
        )
    ]


def drawings():
    """Each kind of chart once."""
    years = ["2022", "2023", "2024", "2025", "2026"]

    def series(name, *amounts):
        return charts.Series(name, [charts.Value(one, "" if one is None else f"{one}") for one in amounts])

    about = "Số liệu mẫu."
    units = ["Sở Nội vụ", "Ủy ban nhân dân xã Đông Sơn", "Công ty Cấp nước tỉnh"]
    return [
        charts.columns(
            "Khen thưởng theo năm",
            about,
            years,
            [series("Tập thể", 12, 18, 15, 22, 30), series("Cá nhân", 40, 52, 47, 61, 58)],
        ),
        charts.lines(
            "Danh hiệu trên 100 người",
            about,
            years,
            [series("Lao động tiên tiến", 70, 74, 78, 83, 88), series("Chiến sĩ thi đua cơ sở", 10, 11, None, 12, 13)],
        ),
        charts.bars(
            "Khen thưởng trên 100 người, theo đơn vị",
            about,
            units,
            [series("Năm 2025", 31, 24, 12), series("Năm 2026", 28, 26, 17)],
        ),
        charts.shares(
            "Người trực tiếp công tác và lãnh đạo",
            about,
            ["Trong số người", "Trong số khen thưởng"],
            [series("Trực tiếp", 82, 64), series("Lãnh đạo", 15, 33), series("Doanh nhân", 3, 3)],
        ),
    ]
