"""Vietnamese typed for the old fonts TCVN3 (.VnTime …) and VNI (VNI-Times …), and ƣ for ư: mended where that is safe.

A font's name decides where it is known. Where only the text is known it must show several damaged letters, be no
Vietnamese as it stands and become Vietnamese: µ, ©, ® and ¶ also stand in good text. Letters that a wrong font map has
merged ("Phịng", "hồn thành") cannot be told apart again and stay.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_TCVN3 = str.maketrans(
    "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõøö÷ùúýûüþ¡¢§£¤¥¦",
    "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
)
_VNI_PAIRS = (
    "aù=á aø=à aû=ả aõ=ã aï=ạ aâ=â aê=ă aá=ấ aà=ầ aå=ẩ aã=ẫ aä=ậ aé=ắ aè=ằ aú=ẳ aü=ẵ aë=ặ eù=é eø=è eû=ẻ eõ=ẽ eï=ẹ "
    "eâ=ê eá=ế eà=ề eå=ể eã=ễ eä=ệ í=í ì=ì æ=ỉ ó=ĩ ò=ị où=ó oø=ò oû=ỏ oõ=õ oï=ọ oâ=ô ô=ơ oá=ố oà=ồ oå=ổ oã=ỗ oä=ộ "
    "ôù=ớ ôø=ờ ôû=ở ôõ=ỡ ôï=ợ uù=ú uø=ù uû=ủ uõ=ũ uï=ụ ö=ư öù=ứ öø=ừ öû=ử öõ=ữ öï=ự yù=ý yø=ỳ yû=ỷ yõ=ỹ î=ỵ ñ=đ"
)
_VNI: dict[str, str] = {}
for _pair in _VNI_PAIRS.split():
    _from, _to = _pair.split("=")
    _VNI |= {_from: _to, _from.upper(): _to.upper(), _from[0].upper() + _from[1:]: _to.upper()}
_VNI_PARTS = re.compile("|".join(sorted(map(re.escape, _VNI), key=len, reverse=True)))
_HORN = str.maketrans("ƣƢ", "ưƯ")

_GOOD = set("àáâãèéêìíòóôõùúýÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝ")
"""Letters of Latin-1 that are Vietnamese as they stand."""
_LATIN = re.compile(r"[\x09\x0a\x0d\x20-\x7e\xa0-\xff–—‘’“”…]*")
_TCVN3_LETTERS = {chr(code) for code in _TCVN3}
_VNI_LETTERS = {char for part in _VNI for char in part if not char.isascii()}
_RHYMES = (
    "a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et "
    "ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan oang "
    "oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt "
    "ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh ui um un ung uơ uôc uôi uôm uôn uông uôt up ut uy uya uych "
    "uyên uyêt uynh uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu ynh yt"
)
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?(?:" + "|".join(_RHYMES.split()) + r")|gi[mn]?"
)
_BETWEEN = re.compile(r"[\x00-\x40\x5b-\x60\x7b-\xa0“”‘’…–—]+")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")

TCVN3, TCVN3_CAPITALS, VNI = "tcvn3", "tcvn3_capitals", "vni"


def by_font(name: str) -> str:
    """The old way of writing that a font's name stands for, or an empty text."""
    name = name.strip().casefold()
    if name.startswith(".vn"):
        return TCVN3_CAPITALS if name.endswith("h") else TCVN3
    return VNI if name.startswith("vni-") else ""


def mend(text: str, reading: str) -> str:
    """The text in today's letters. One that already holds letters the old fonts did not have stays as it is."""
    if not reading or (text.isascii() and reading != TCVN3_CAPITALS):
        return text
    if not _LATIN.fullmatch(text):
        return text
    if reading == VNI:
        return _VNI_PARTS.sub(lambda part: _VNI[part.group()], text)
    if any(char in _GOOD and char not in _TCVN3_LETTERS for char in text):
        return text
    mended = text.translate(_TCVN3)
    return mended.upper() if reading == TCVN3_CAPITALS else mended


def horn(text: str) -> str:
    """ƣ, which old fonts left in PDF files, becomes ư."""
    return text.translate(_HORN) if "ƣ" in text or "Ƣ" in text else text


def is_vietnamese(text: str) -> bool:
    """Whether every word with letters beyond ASCII can be a Vietnamese syllable; what stands alone is no word."""
    for word in _BETWEEN.split(text.lower()):
        if word.isascii() or len(word) == 1:
            continue
        bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word))
        if tones > 1 or not _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)):
            return False
    return True


def guess(text: str, least: int = 2) -> str:
    """How a text of unknown font was written, or an empty text; it needs so many damaged letters to be believed."""
    if text.isascii() or not _LATIN.fullmatch(text) or is_vietnamese(text):
        return ""
    for reading, letters in ((TCVN3, _TCVN3_LETTERS), (VNI, _VNI_LETTERS)):
        mended = mend(text, reading)
        if mended == text or sum(char in letters for char in text) < least:
            continue
        if is_vietnamese(mended):
            return reading
    return ""


def prevailing(texts: Iterable[str]) -> str:
    """The old way of writing that a whole table shows, so that its short cells ("N÷") may be believed too."""
    texts = [text for text in texts if not text.isascii()]
    found = Counter(reading for text in texts if (reading := guess(text)))
    if not found:
        return ""
    reading, count = found.most_common(1)[0]
    return reading if count >= 3 and 2 * count >= len(texts) else ""


def believed(text: str, reading: str) -> str:
    """How a text of unknown font was written, in a table where `reading` prevails: there one damaged letter is enough."""
    if text.isascii():
        return ""
    found = guess(text)
    if not found and reading and len(text) > 1 and guess(text, least=1) == reading:
        return reading
    return found
