"""The encoding of a PO file: what its bytes and its header say, and what is wrong with that."""

from __future__ import annotations

import codecs
import re

from taiyaku.model import Finding, Place

CHARSET = re.compile(rb'charset=([^\s\\";]+)', re.IGNORECASE)
# The encodings that gettext itself takes for portable. Any other name is not even tried: some
# codecs (UTF-7, unicode_escape) would let harmless bytes mean something else.
PORTABLE = {
    codecs.lookup(name).name
    for name in (
        *(f"iso-8859-{n}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 14, 15)), "utf-8", "ascii",
        *(f"cp{n}" for n in (850, 866, 874, 932, 949, 950, *range(1250, 1259))), "koi8-r", "koi8-u",
        "gb2312", "gbk", "gb18030", "euc-jp", "euc-kr", "big5", "big5hkscs", "shift_jis", "johab",
    )
}  # fmt: skip
WIDE = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def detected(raw: bytes, shown: str) -> tuple[str, bytes, list[Finding]]:
    """The encoding in which to read the bytes, their mark, and what is wrong with the declared."""
    if raw.startswith(codecs.BOM_UTF8):
        name, faults = _declared(raw[3:], shown)
        return name, codecs.BOM_UTF8, faults
    for mark, name in WIDE.items():
        if raw.startswith(mark):
            return name, mark, [fault(Place(shown), "the file is UTF-16", "save it as UTF-8")]
    name, faults = _declared(raw, shown)
    return name, b"", faults


def _declared(raw: bytes, shown: str) -> tuple[str, list[Finding]]:
    declared = CHARSET.search(raw[:8192])
    name = declared[1].decode("ascii", "replace") if declared else "utf-8"
    at = declared.start(1) if declared else 0
    try:
        codec = codecs.lookup(name)
        if codec.name in PORTABLE:
            raw.decode(codec.name)
            return codec.name, []
    except UnicodeDecodeError as error:
        at = error.start
    except (LookupError, ValueError):
        pass
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start
    line = raw[:at].count(b"\n")
    place = Place(shown, line + 1, at - (raw.rfind(b"\n", 0, at) + 1) + 1)
    message = f"the file is not in the encoding that its header declares ({name})"
    return "utf-8", [fault(place, message, "save it as UTF-8, and say so in its header")]


def how_to_keep(encoding: str) -> str:
    """The error handler by which bytes that are none of the encoding's are kept as they are."""
    return "surrogatepass" if encoding in WIDE.values() else "surrogateescape"


def fault(place: Place, message: str, hint: str) -> Finding:
    """A finding about a file that is not a sound PO file."""
    return Finding("catalogue-broken", message, hint, place)
