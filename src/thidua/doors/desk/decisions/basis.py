"""The grounds that a new draft proposes: the law that the findings cite, and the council's minutes. The clerk checks them."""

from django.utils import translation

from thidua.domain.awards.queries import cited
from thidua.domain.councils.enums import State
from thidua.domain.councils.models import Item


def proposed(unit, year, nominations):
    """One ground a line, in Vietnamese as on the paper."""
    stored = [cite for one in nominations for cite in ((one.finding or {}).get("verdict") or {}).get("cites", [])]
    whole = {cite["instrument"]: {**cite, "article": None, "clause": None, "point": None} for cite in stored}
    with translation.override("vi"):
        lines = [f"Căn cứ {name};" for name in cited(whole.values())]
    items = Item.objects.filter(nomination__in=[one.pk for one in nominations], meeting__state=State.CLOSED)
    meetings = {item.meeting_id: item.meeting for item in items.select_related("meeting__council")}
    for meeting in meetings.values():
        lines.append(f"Căn cứ Biên bản họp {meeting.council.name} ngày {meeting.held_on:%d/%m/%Y};")
    names = dict.fromkeys(meeting.council.name for meeting in meetings.values())
    lines.append(f"Theo đề nghị của {', '.join(names) or f'Hội đồng Thi đua, khen thưởng {unit.name}'}.")
    return "\n".join(lines)
