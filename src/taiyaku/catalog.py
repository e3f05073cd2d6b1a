"""Gettext catalogues (PO), read tolerantly and written exactly.

A PO file comes from anybody and may be broken anywhere. Each fault becomes a finding with its line
and column, costs the entry it stands in, and the rest of the file is read. A catalogue keeps the
file's own lines: what is not edited is written back to the byte.
"""

from __future__ import annotations

import codecs
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from taiyaku.checks.memory import fingerprint
from taiyaku.model import Finding, Message, Place, SegmentId, Waiver, Wording

KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)(?=[\s\"]|$)\s*")
CHARSET = re.compile(rb'charset=([^\s\\";]+)', re.IGNORECASE)
PIECE = re.compile(
    r"(?P<plain>[^\\]+)|\\(?:(?P<octal>[0-7]{1,3})|x(?P<hexa>[0-9A-Fa-f]{1,2})|(?P<simple>.)|$)",
    re.DOTALL,
)
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"\s*$')
SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
SIMPLE |= {char: char for char in '\\"'}
PLAIN_LINE = re.compile(r'(?:(msgid|msgstr) )?"([^"\\]*)"$')
EMPTY = Wording()
CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(\s|$)")
PLURALS = {f"msgstr[{number}]" for number in range(6)}  # Arabic has six
MOST_FINDINGS = 100  # a file that is no PO at all would give one a line
UNDECODED = re.compile("[\udc80-\udcff]")
LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$")
STAMP = re.compile(r"\[([0-9a-f]{8})\]$")
PREVIOUS = re.compile(r'(?:msgid\s+)?"(.*)"')
WAIVER = re.compile(r"taiyaku:\s*allow\s+(?P<code>\S+)(?:\s+(?P<concept>(?!--)\S+))?(?P<rest>.*)")


@dataclass
class Entry:
    """One entry of a catalogue: its lines in the file, and what they hold.

    ``start`` and ``end`` count lines from 0. ``strings`` maps a keyword (``msgid``, ``msgstr``,
    ``msgstr[1]``) to its text. ``comments`` holds (kind, text, line): the kind is the character
    after ``#``, a space for a translator's own. A ``broken`` entry has a finding and no message.
    """

    start: int
    end: int = 0
    strings: dict[str, Wording] = field(default_factory=dict)
    comments: list[tuple[str, str, int]] = field(default_factory=list)
    obsolete: bool = False
    broken: bool = False

    @property
    def key(self) -> tuple[str | None, str]:
        """What identifies the entry in its catalogue: context and msgid."""
        context = self.strings.get("msgctxt")
        return context and context.text, self.strings["msgid"].text

    @property
    def is_header(self) -> bool:
        """Whether this is the entry of the empty msgid, which describes the file."""
        return self.key == (None, "") and not self.obsolete

    def texts(self, kind: str) -> list[str]:
        """The comments of one kind."""
        if not self.comments:
            return []
        return [text for mark, text, _ in self.comments if mark == kind]

    @property
    def flags(self) -> set[str]:
        """The flags of the entry, such as ``fuzzy``."""
        return {flag.strip() for text in self.texts(",") for flag in text.split(",")} - {""}

    @property
    def segments(self) -> tuple[SegmentId, ...]:
        """The ids of the segments that have this message: ``main-1, main-9 after main-8``."""
        lines = [text[3:] for text in self.texts(".") if text.startswith("id:")]
        ids = (part.split() for line in lines for part in line.split(","))
        return tuple(SegmentId(words[0], "".join(words[2:3])) for words in ids if words)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings under which the message stands first, from the document's down."""
        line = next((text for text in self.texts(".") if text.startswith("in:")), "in:")
        return tuple(filter(None, (part.strip() for part in line[3:].split("›"))))

    @property
    def previous(self) -> str:
        """The msgid of which a fuzzy entry is the translation (``#| msgid``)."""
        lines = (PREVIOUS.fullmatch(text.strip()) for text in self.texts("|"))
        return unquoted("".join(line[1] for line in lines if line))

    def waivers(self, path: str) -> Iterator[Waiver]:
        """The exceptions that stand above the entry."""
        for kind, text, line in self.comments:
            if kind == " " and (match := WAIVER.match(text)):
                rest = match["rest"].strip()
                reason = rest.removeprefix("--").strip() if rest.startswith("--") else ""
                stamp = STAMP.search(reason)
                reason = reason[: stamp.start()].strip() if stamp else reason
                place, mark = Place(path, line), stamp[1] if stamp else ""
                yield Waiver(match["code"], match["concept"] or "", reason, place, mark)


@dataclass(frozen=True)
class Catalogue:
    """A PO file: its lines with their endings, its entries, and what is wrong with it."""

    path: str
    lines: tuple[str, ...]
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    encoding: str = "utf-8"
    mark: bytes = b""

    @cached_property
    def messages(self) -> list[Message]:
        """The messages in the order of the file, plural forms one by one; no broken entries."""
        return [m for e in self.entries if not e.broken and not e.is_header for m in self._of(e)]

    def _of(self, entry: Entry) -> Iterator[Message]:
        context = entry.strings.get("msgctxt")
        waivers = tuple(entry.waivers(self.path)) if entry.comments else ()
        for keyword, target in entry.strings.items():
            if not keyword.startswith("msgstr"):
                continue
            plural = keyword not in ("msgstr", "msgstr[0]")
            source = entry.strings.get("msgid_plural" if plural else "msgid")
            yield Message(
                source or entry.strings["msgid"],
                target,
                context and context.text,
                "fuzzy" in entry.flags,
                entry.obsolete,
                entry.segments,
                entry.headings,
                entry.previous,
                waivers,
                int(re.sub(r"\D", "", keyword) or 0),
            )

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        how = "surrogatepass" if self.encoding in WIDE.values() else "surrogateescape"
        return self.mark + "".join(self.lines).encode(self.encoding, how)

    @property
    def newline(self) -> str:
        """The file's own line ending."""
        first = self.lines[0] if self.lines else ""
        return first[len(first.rstrip("\r\n")) :] or "\n"

    def with_comments(self, kind: str, wanted: Mapping[int, list[str]]) -> Catalogue:
        """The catalogue with the comments of one kind replaced, for entries by their index.

        They stand where gettext puts them: ``#.`` after a translator's own, ``#|`` last.
        """
        lines, prefix = list(self.lines), f"#{kind}"
        for index in sorted(wanted, reverse=True):
            entry = self.entries[index]
            block = lines[entry.start : entry.end]
            kept = [line for line in block if not line.startswith(prefix)]
            new = [f"{prefix} {text}".rstrip() + self.newline for text in wanted[index]]
            before = r"#(\s|$)" if kind == "." else "#([^|~]|$)"
            after = sum(1 for line in kept if re.match(before, line))
            lines[entry.start : entry.end] = kept[:after] + new + kept[after:]
        return parse("".join(lines), self.path, self.encoding, self.mark)


def read(path: Path, shown: str) -> Catalogue:
    """The catalogue in a file; ``shown`` is the path as findings give it.

    Whatever is wrong with the content becomes a finding; only :class:`OSError` is raised.
    """
    raw = path.read_bytes()
    encoding, mark, faults = _encoding(raw, shown)
    wide = encoding in WIDE.values()
    text = raw[len(mark) :].decode(encoding, "surrogatepass" if wide else "surrogateescape")
    catalogue = parse(text, shown, encoding, mark)
    if not faults:
        return catalogue
    lost = {n for n, line in enumerate(catalogue.lines, 1) if UNDECODED.search(line)}
    for entry in catalogue.entries:
        entry.broken |= not lost.isdisjoint(range(entry.start + 1, entry.end + 1))
    followed = [f for f in catalogue.findings if f.place.line not in lost]
    return replace(catalogue, findings=(*faults, *followed))


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


def _encoding(raw: bytes, shown: str) -> tuple[str, bytes, list[Finding]]:
    """The encoding in which to read the bytes, their mark, and what is wrong with the declared."""
    if raw.startswith(codecs.BOM_UTF8):
        name, faults = _declared(raw[3:], shown)
        return name, codecs.BOM_UTF8, faults
    for mark, name in WIDE.items():
        if raw.startswith(mark):
            return name, mark, [_fault(Place(shown), "the file is UTF-16", "save it as UTF-8")]
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
    return "utf-8", [_fault(place, message, "save it as UTF-8, and say so in its header")]


def _fault(place: Place, message: str, hint: str) -> Finding:
    return Finding("catalogue-broken", message, hint, place)


def parse(text: str, shown: str, encoding: str = "utf-8", mark: bytes = b"") -> Catalogue:
    """The catalogue that a text holds."""
    lines = tuple(LINE.findall(text))
    reader = _Reader(shown)
    for number, line in enumerate(lines):
        reader.take(number, line.rstrip("\r\n"))
    reader.finish(len(lines))
    reader.judge()
    findings = reader.findings[:MOST_FINDINGS]
    if left := len(reader.findings) - len(findings):
        place = reader.findings[MOST_FINDINGS].place
        findings.append(_fault(place, f"{left} more like these", "mend the first ones"))
    return Catalogue(shown, lines, tuple(reader.entries), tuple(findings), encoding, mark)


class _Reader:
    """Reads a catalogue line by line."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.entries: list[Entry] = []
        self.findings: list[Finding] = []
        self.entry: Entry | None = None
        self.keyword = ""
        self.parts: dict[str, tuple[list[str], list[tuple[int, int, int]]]] = {}

    def take(self, number: int, line: str) -> None:
        """Read one line."""
        if plain := PLAIN_LINE.match(line):  # the usual case
            if plain[1]:
                self._begin(number, plain[1], 0)
            if self.keyword:
                at = plain.start(2)
                texts, marks = self.parts[self.keyword]
                offset = marks[-1][0] + len(texts[-1]) if marks else 0
                marks.append((offset, number + 1, at + 1))
                texts.append(plain[2])
                return
        body = line.lstrip()
        if not body:
            self.finish(number)
        elif body.startswith("#~"):
            self._obsolete(number, line)
        elif body.startswith("#"):
            self._comment(number, body)
        else:
            self._string(number, line, len(line) - len(body))

    def _obsolete(self, number: int, line: str) -> None:
        at = line.index("#~") + 2
        body = line[at:].lstrip()
        if body.startswith("|"):
            self._opened(number).comments.append(("|", body[1:].strip(), number + 1))
        elif body:
            self._string(number, line, len(line) - len(body))
            if self.entry:
                self.entry.obsolete = True

    def _comment(self, number: int, body: str) -> None:
        if self.entry and self.entry.strings:
            self.finish(number)
        kind = body[1] if body[1:2] and body[1] in ".:,|" else " "
        text = body[2:] if kind != " " else body[1:]
        self._opened(number).comments.append((kind, text.strip(), number + 1))

    def _string(self, number: int, line: str, at: int) -> None:
        match = KEYWORD.match(line, at)
        if match:
            self._begin(number, match[1], at)
            at = match.end()
        if line[at : at + 1] != '"' and CONFLICT.match(line, at):
            hint = "choose one of the two sides and delete the markers"
            self._break(number, at, "a conflict marker of git", hint)
        elif line[at : at + 1] != '"' or not self.keyword:
            hint = "a line is a comment, a keyword with a quoted string, or a quoted string"
            self._break(number, at, f"“{line[at : at + 20]}” is not PO", hint)
        else:
            self._quoted(number, line, at)

    def _begin(self, number: int, keyword: str, at: int) -> None:
        """A keyword opens a string, and perhaps an entry."""
        strings = self.entry.strings if self.entry else {}
        opens = ("msgctxt", "msgid") if "msgid" in strings else ("msgctxt",)
        if keyword in opens and strings:
            self.finish(number)
        entry = self._opened(number)
        if keyword.startswith("msgstr[") and keyword not in PLURALS:
            self._break(number, at, f"{keyword}: no language has so many forms", "take it out")
        if keyword in entry.strings:
            self._break(number, at, f"a second {keyword} in one entry", "keep one of the two")
        if keyword != "msgctxt" and keyword != "msgid" and "msgid" not in entry.strings:
            self._break(number, at, f"{keyword} without a msgid", "bring its msgid back")
        self.keyword = keyword
        entry.strings[keyword] = EMPTY
        self.parts[keyword] = ([], [])

    def _quoted(self, number: int, line: str, at: int) -> None:
        """Add one quoted string to the text of the current keyword."""
        texts, marks = self.parts[self.keyword]
        close = QUOTED.match(line, at)
        end = line.rstrip().rindex('"') if close else len(line)
        if not close:
            hint = 'end it with a quotation mark; write \\" for one inside'
            self._break(number, at, "a string that is not closed properly", hint)
        self._unescape(number, line, at + 1, end, texts, marks)

    def _unescape(
        self,
        number: int,
        line: str,
        at: int,
        end: int,
        texts: list[str],
        marks: list[tuple[int, int, int]],
    ) -> None:
        """Gather the text between two columns, and the marks that lead back to them."""
        offset = marks[-1][0] + len(texts[-1]) if marks else 0
        for piece in PIECE.finditer(line, at, end):
            text = piece[0] if piece["plain"] else self._meant(number, piece)
            marks.append((offset, number + 1, piece.start() + 1))
            texts.append(text)
            offset += len(text)
        if at == end:
            marks.append((offset, number + 1, at + 1))
            texts.append("")

    def _meant(self, number: int, piece: re.Match[str]) -> str:
        """The character that an escape stands for."""
        if piece["octal"] or piece["hexa"]:
            return chr(int(piece["octal"], 8) if piece["octal"] else int(piece["hexa"], 16))
        if piece["simple"] in SIMPLE:
            return SIMPLE[piece["simple"]]
        hint = "write \\\\ for a backslash"
        self._break(number, piece.start(), f"“{piece[0]}” is no escape", hint)
        return piece[0]

    def _opened(self, number: int) -> Entry:
        if self.entry is None:
            self.entry, self.keyword, self.parts = Entry(number), "", {}
        return self.entry

    def _break(self, number: int, at: int, message: str, hint: str) -> None:
        """Note a fault; the entry in which it stands is lost, the file is not."""
        self._opened(number).broken = True
        self.findings.append(_fault(Place(self.path, number + 1, at + 1), message, hint))

    def finish(self, number: int) -> None:
        """End the current entry before line ``number``."""
        if self.entry and (self.entry.strings or self.entry.broken):
            for keyword, (texts, marks) in self.parts.items():
                wording = Wording("".join(texts), self.path, tuple(marks) or ((0, number, 1),))
                self.entry.strings[keyword] = wording
            self.entry.end = number
            self._complete(self.entry)
            self.entries.append(self.entry)
        self.entry, self.keyword, self.parts = None, "", {}

    def _complete(self, entry: Entry) -> None:
        missing = "msgid" if "msgid" not in entry.strings else "msgstr"
        if entry.broken or any(keyword.startswith(missing) for keyword in entry.strings):
            return
        self.entry = entry
        self._break(entry.end - 1, 0, f"an entry without {missing}", f"add its {missing}")

    def judge(self) -> None:
        """Find what only the whole file shows: a missing header, messages that stand twice."""
        sound = [e for e in self.entries if not e.broken and not e.obsolete]
        for header in (e for e in sound if e.is_header):
            if "charset=" not in header.strings["msgstr"].text.lower():
                place = header.strings["msgstr"].place()
                hint = 'add "Content-Type: text/plain; charset=UTF-8\\n"'
                self.findings.append(_fault(place, "the header names no encoding", hint))
        if self.entries and not any(e.is_header for e in sound):
            hint = 'begin with an empty msgid and "Content-Type: text/plain; charset=UTF-8\\n"'
            self.findings.append(_fault(Place(self.path), "the file has no header", hint))
        first: dict[tuple[str | None, str], int] = {}
        for entry in sound:
            place = entry.strings["msgid"].place()
            if entry.key in first:
                entry.broken = True
                message = f"the message of line {first[entry.key]} once more"
                self.findings.append(_fault(place, message, "keep one of the two"))
            first.setdefault(entry.key, place.line)


def stamped(catalogue: Catalogue) -> Catalogue:
    """The catalogue with a fingerprint at the end of every exception that gives a reason.

    It is that of the message as it is now; see the check exception-stale.
    """
    lines = list(catalogue.lines)
    for message in catalogue.messages:
        for waiver in message.waivers if not message.obsolete else ():
            at = waiver.place.line - 1
            bare = lines[at].rstrip("\r\n")
            if waiver.reason:
                kept = STAMP.sub("", bare.rstrip()).rstrip()
                lines[at] = f"{kept} [{fingerprint(message)}]{lines[at][len(bare) :]}"
    return parse("".join(lines), catalogue.path, catalogue.encoding, catalogue.mark)


ESCAPED = {"\\": "\\", '"': '"', "\n": "n", "\t": "t", "\r": "r"}
UNESCAPED = {letter: char for char, letter in ESCAPED.items()}


def unquoted(text: str) -> str:
    """What a string of a PO file says, without its quotation marks."""
    return re.sub(r"\\(.)", lambda escape: UNESCAPED.get(escape[1], escape[0]), text)


def quoted(text: str) -> str:
    """``text`` as a string of a PO file."""
    text = "".join("\\" + ESCAPED[char] if char in ESCAPED else char for char in text)
    return f'"{text}"'


def write(path: Path, data: bytes) -> bool:
    """Put ``data`` into a file, whole or not at all, unless it holds that already.

    Keeps the file's permissions. Returns whether anything was written.
    """
    if path.exists() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".taiyaku-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
