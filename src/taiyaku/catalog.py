"""Gettext catalogues (PO), read tolerantly and written exactly.

A PO file comes from anybody and may be broken anywhere. Each fault becomes a finding with its line
and column, costs the entry it stands in, and the rest of the file is read. A catalogue keeps the
file's own lines: what is not edited is written back to the byte.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from taiyaku.checks.memory import fingerprint
from taiyaku.encodings import detected, fault, how_to_keep
from taiyaku.model import Finding, Message
from taiyaku.po import LINE, STAMP, Entry, Reader

MOST_FINDINGS = 100  # a file that is no PO at all would give one a line
UNDECODED = re.compile("[\udc80-\udcff]")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the garbage collector, which would look through a growing file again and again.

    All that is read is kept, so there is nothing for it to find; it was a third of the time.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


@dataclass(frozen=True)
class Catalogue:
    """A PO file: its text, its entries, and what is wrong with it."""

    path: str
    text: str
    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()
    encoding: str = "utf-8"
    mark: bytes = b""

    @cached_property
    def lines(self) -> list[str]:
        """Its lines with their endings."""
        return LINE.findall(self.text)

    @cached_property
    def messages(self) -> list[Message]:
        """The messages in the order of the file, plural forms one by one; no broken entries."""
        with _uncollected():
            return [
                message
                for entry in self.entries
                if not entry.broken and not entry.is_header
                for message in entry.messages(self.path)
            ]

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.mark + self.text.encode(self.encoding, how_to_keep(self.encoding))

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
    encoding, mark, faults = detected(raw, shown)
    text = raw[len(mark) :].decode(encoding, how_to_keep(encoding))
    catalogue = parse(text, shown, encoding, mark)
    if not faults:
        return catalogue
    lost = {n for n, line in enumerate(catalogue.lines, 1) if UNDECODED.search(line)}
    for entry in catalogue.entries:
        entry.broken |= not lost.isdisjoint(range(entry.start + 1, entry.end + 1))
    followed = [f for f in catalogue.findings if f.place.line not in lost]
    return replace(catalogue, findings=(*faults, *followed))


def parse(text: str, shown: str, encoding: str = "utf-8", mark: bytes = b"") -> Catalogue:
    """The catalogue that a text holds."""
    reader = Reader(shown)
    with _uncollected():
        reader.read(text)
    findings = reader.findings[:MOST_FINDINGS]
    if left := len(reader.findings) - len(findings):
        place = reader.findings[MOST_FINDINGS].place
        findings.append(fault(place, f"{left} more like these", "mend the first ones"))
    return Catalogue(shown, text, tuple(reader.entries), tuple(findings), encoding, mark)


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
