"""The reading of PO: entries and findings from lines.

The one parser that is ours: every library gives up at a broken entry, and here each fault costs the
entry it stands in and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain, count, repeat

from taiyaku.encodings import fault
from taiyaku.model import Finding, Message, Place, SegmentId, Waiver, Wording

KEYWORD = re.compile(r"(msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?)(?=[\s\"]|$)\s*")
PIECE = re.compile(
    r"(?P<plain>[^\\]+)|\\(?:(?P<octal>[0-7]{1,3})|x(?P<hexa>[0-9A-Fa-f]{1,2})|(?P<simple>.)|$)",
    re.DOTALL,
)
QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"\s*$')
SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
SIMPLE |= {char: char for char in '\\"'}
# A whole entry without context, plural, escape or carriage return, as most are, and the blank lines
# behind it.
PLAIN_ENTRY = re.compile(
    r"(?:\A|(?<=\n\n))((?:#(?:[^~\r\n][^\r\n]*+)?+\n)*+)"
    r'msgid ((?:"[^"\\\r\n]*+"\n)++)msgstr ((?:"[^"\\\r\n]*+"\n)++)(\n++|\Z)'
)
LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$")
EMPTY = Wording()
CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})(\s|$)")
PLURALS = {f"msgstr[{number}]" for number in range(6)}  # Arabic has six
STAMP = re.compile(r"\[([0-9a-f]{8})\]$")
KINDS = frozenset(".:,|")
PREVIOUS = re.compile(r'(?:msgid\s+)?"(.*)"')
Comment = tuple[str, str, int]  # kind (as behind the #; a space for a translator's own), text, line
WAIVER = re.compile(r"taiyaku:\s*allow\s+(?P<code>\S+)(?:\s+(?P<concept>(?!--)\S+))?(?P<rest>.*)")


@dataclass(slots=True)
class Entry:
    """One entry of a catalogue: its lines in the file, and what they hold.

    ``start`` and ``end`` count lines from 0. ``strings`` maps a keyword (``msgid``, ``msgstr``,
    ``msgstr[1]``) to its text. A ``broken`` entry has a finding and no message.
    """

    start: int
    end: int = 0
    strings: dict[str, Wording] = field(default_factory=dict)
    comments: Sequence[Comment] = ()
    obsolete: bool = False
    broken: bool = False

    def remark(self, comment: Comment) -> None:
        """Add a comment."""
        self.comments = self.comments or []
        self.comments.append(comment)

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
        for text in self.texts("."):
            if text.startswith("in:"):
                return tuple(filter(None, map(str.strip, text[3:].split("›"))))
        return ()

    @property
    def previous(self) -> str:
        """The msgid of which a fuzzy entry is the translation (``#| msgid``)."""
        lines = (PREVIOUS.fullmatch(text.strip()) for text in self.texts("|"))
        return unquoted("".join(line[1] for line in lines if line))

    def messages(self, path: str) -> Iterator[Message]:
        """What there is to check in the entry: a message, or one for each plural form."""
        strings, context = self.strings, self.strings.get("msgctxt")
        said = self._said(path) if self.comments else {}
        for keyword, target in strings.items():
            if keyword.startswith("msgstr"):
                number = int(keyword[7:-1] or 0)
                source = strings.get("msgid_plural") if number else None
                yield Message(
                    source or strings["msgid"],
                    target,
                    context and context.text,
                    self.obsolete,
                    number,
                    **said,
                )

    def _said(self, path: str) -> dict[str, object]:
        """What its comments say of the entry, by the fields of a message."""
        kinds, said = {kind for kind, _, _ in self.comments}, {}
        if "." in kinds:
            said = {"segments": self.segments, "headings": self.headings}
        if "," in kinds:
            said["fuzzy"] = "fuzzy" in self.flags
        if "|" in kinds:
            said["previous"] = self.previous
        if " " in kinds:
            said["waivers"] = tuple(self.waivers(path))
        return said

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


def comment_on(line: int, body: str) -> Comment:
    """The comment on a line of the file."""
    kind = body[1:2]
    return (kind, body[2:].strip(), line) if kind in KINDS else (" ", body[1:].strip(), line)


class Reader:
    """Reads a catalogue line by line."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.entries: list[Entry] = []
        self.findings: list[Finding] = []
        self.entry: Entry | None = None
        self.keyword = ""
        self.parts: dict[str, tuple[list[str], list[tuple[int, int, int]]]] = {}

    def read(self, text: str) -> None:
        """Read a whole catalogue: its plain entries at a stroke, all between them line by line."""
        at = number = 0
        for plain in PLAIN_ENTRY.finditer(text):
            number = self._lines(text[at : plain.start()], number)
            number = self._plain(plain, number)
            at = plain.end()
        self.finish(self._lines(text[at:], number))
        self.judge()

    def _plain(self, plain: re.Match[str], number: int) -> int:
        """Enter an entry that has nothing unusual; returns the number of the line behind it."""
        comments, source, target, blank = plain.groups()
        entry = Entry(number)
        if comments:
            lines = comments.split("\n")[:-1]
            entry.comments = [comment_on(*line) for line in enumerate(lines, number + 1)]
            number += len(lines)
        middle = number + source.count("\n")
        entry.end = middle + target.count("\n")
        entry.strings["msgid"] = self._wording(source, number, len("msgid ") + 1)
        entry.strings["msgstr"] = self._wording(target, middle, len("msgstr ") + 1)
        self.entries.append(entry)
        return entry.end + len(blank)

    def _wording(self, block: str, number: int, column: int) -> Wording:
        """What lines of plain strings say; the first string opens in a column."""
        first, *others = block[1:-2].split('"\n"')
        if not others:
            return Wording(first, self.path, number + 1, column + 1)
        offsets = accumulate(map(len, others[:-1]), initial=len(first))
        marks = zip(offsets, count(number + 2), repeat(2), strict=False)
        text = "".join((first, *others))
        return Wording(text, self.path, number + 1, column + 1, tuple(chain(*marks)))

    def _lines(self, text: str, number: int) -> int:
        """Read the lines of a part of the text; returns the number of the line behind it."""
        for line in LINE.findall(text):
            self.take(number, line.rstrip("\r\n"))
            number += 1
        return number

    def take(self, number: int, line: str) -> None:
        """Read one line."""
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
            self._opened(number).remark(("|", body[1:].strip(), number + 1))
        elif body:
            self._string(number, line, len(line) - len(body))
            if self.entry:
                self.entry.obsolete = True

    def _comment(self, number: int, body: str) -> None:
        if self.entry and self.entry.strings:
            self.finish(number)
        self._opened(number).remark(comment_on(number + 1, body))

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
        self.findings.append(fault(Place(self.path, number + 1, at + 1), message, hint))

    def finish(self, number: int) -> None:
        """End the current entry before line ``number``."""
        if self.entry and (self.entry.strings or self.entry.broken):
            for keyword, (texts, marks) in self.parts.items():
                (_, line, column), *others = marks or [(0, number, 1)]
                wording = Wording("".join(texts), self.path, line, column, tuple(chain(*others)))
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
        first: dict[tuple[str | None, str], Entry] = {}
        for entry in self.entries:
            if not (entry.broken or entry.obsolete):
                known = first.setdefault(entry.key, entry)
                if known is not entry:
                    entry.broken = True
                    message = f"the message of line {known.strings['msgid'].place().line} once more"
                    place = entry.strings["msgid"].place()
                    self.findings.append(fault(place, message, "keep one of the two"))
        if self.entries:
            self._judge_header(first.get((None, "")))

    def _judge_header(self, header: Entry | None) -> None:
        line = '"Content-Type: text/plain; charset=UTF-8\\n"'
        if not header:
            hint = f"begin with an empty msgid and {line}"
            self.findings.append(fault(Place(self.path), "the file has no header", hint))
        elif "charset=" not in header.strings["msgstr"].text.lower():
            place = header.strings["msgstr"].place()
            self.findings.append(fault(place, "the header names no encoding", f"add {line}"))


ESCAPED = {"\\": "\\", '"': '"', "\n": "n", "\t": "t", "\r": "r"}
UNESCAPED = {letter: char for char, letter in ESCAPED.items()}


def unquoted(text: str) -> str:
    """What a string of a PO file says, without its quotation marks."""
    return re.sub(r"\\(.)", lambda escape: UNESCAPED.get(escape[1], escape[0]), text)


def quoted(text: str) -> str:
    """``text`` as a string of a PO file."""
    text = "".join("\\" + ESCAPED[char] if char in ESCAPED else char for char in text)
    return f'"{text}"'
