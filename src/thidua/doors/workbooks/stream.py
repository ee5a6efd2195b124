"""XML read as a stream, without document types and entities."""

import re
from collections.abc import Callable, Iterator
from typing import IO, NoReturn
from xml.parsers import expat  # the parser below refuses what defusedxml refuses

from thidua.doors.workbooks.refusals import Refusal

AT_ONCE = 1 << 18
_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([^"']*)""")
_ENCODINGS = (
    b"utf-8",
    b"utf-16",
    b"us-ascii",
    b"iso-8859-1",
)  # what expat itself knows; others it would ask Python for
Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def parse(
    source: IO[bytes], part: str, start: Start, end: End | None = None, text: Text | None = None
) -> Iterator[None]:
    """Feed the handlers piece by piece; after each piece the caller may take what they have gathered.

    Names come without their prefix. Raises Refusal for a document type, an entity, and XML that is not well formed.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16

    def refuse(*_args: object) -> NoReturn:
        raise Refusal("entity", part=part)

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse

    def first(name: str, attributes: dict[str, str]) -> None:
        """The root says whether names have prefixes; without them, which is the rule, nothing needs to be cut off."""
        if ":" in name:
            parser.StartElementHandler = lambda name, attributes: start(name.rpartition(":")[2], attributes)
            if end is not None:
                parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
        else:
            parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.StartElementHandler(name, attributes)

    parser.StartElementHandler = first
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        while piece := source.read(AT_ONCE):
            if parser.CurrentByteIndex <= 0 and (told := _ENCODING.match(piece)) and told[1].lower() not in _ENCODINGS:
                raise Refusal("malformed", part=part)
            parser.Parse(piece, False)
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as error:
        raise Refusal("malformed", part=part) from error


def run(*args: object) -> None:
    """Parse to the end."""
    for _piece in parse(*args):  # type: ignore[arg-type]
        pass
