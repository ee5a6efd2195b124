"""The pictures that journeys keep of the pages, for whoever looks at them afterwards."""

import os
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT

ASKED = os.environ.get("THIDUA_SHOTS")
SHOTS = Path(ASKED or ROOT / ".check" / "shots")
"""Where the pictures lie. Named by THIDUA_SHOTS, they are taken in both themes at both widths; else two of the four."""

LOOKS = (("light", 1280), ("dark", 390), *((("light", 390), ("dark", 1280)) if ASKED else ()))


def look(page: Any, folder: Path, name: str) -> None:
    """The page never scrolls sideways, at neither width; keep it as it looks."""
    folder.mkdir(parents=True, exist_ok=True)
    for theme, width in LOOKS:
        page.emulate_media(color_scheme=theme)
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{name} scrolls {wide} px sideways at {width} px"
        page.screenshot(path=str(folder / f"{name}-{theme}-{width}.png"), full_page=True)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
