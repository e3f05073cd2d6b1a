"""What is measured, each in a process of its own: ``contestants.py NAME FOLDER`` prints seconds.

The clock starts when modules and texts are loaded and nothing of the glossary is made ready.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

TERMS = ("term-missing", "term-deprecated")


def _taiyaku(folder: Path, run: tuple[str, ...] | None, *, reading: bool = False) -> float:
    from taiyaku import Concept, catalog
    from taiyaku.checks import check_message
    from taiyaku.model import Message, Wording
    from taiyaku.pairing import Pairing

    terms = json.loads((folder / "terms.json").read_text("utf-8"))
    pairs = json.loads((folder / "pairs.json").read_text("utf-8"))
    given = [Message(Wording(a), Wording(b)) for a, b in pairs]
    start = time.perf_counter()
    concepts = [Concept.from_forms(a, [b], source="ja", target="en") for a, b in terms.items()]
    pairing = Pairing(concepts, "ja", "en")
    for message in catalog.read(folder / "plain.po", "plain.po").messages if reading else given:
        check_message(message, pairing, None, run)
    return time.perf_counter() - start


def taiyaku_terms(folder: Path) -> float:
    """Our check of terms on messages in memory."""
    return _taiyaku(folder, TERMS)


def taiyaku_terms_with_reading(folder: Path) -> float:
    """Our check of terms on a PO file."""
    return _taiyaku(folder, TERMS, reading=True)


def taiyaku_every_check(folder: Path) -> float:
    """All of our checks on messages in memory."""
    return _taiyaku(folder, None)


def weblate_glossary_check(folder: Path) -> float:
    """Weblate's own check, its terms in memory; see weblate.py."""
    sys.path.insert(0, str(Path(__file__).parent))
    from weblate_check import seconds

    return seconds(folder)


def _read(path: Path, read: Callable[[Path], object]) -> float:
    start = time.perf_counter()
    read(path)
    return time.perf_counter() - start


def _readers() -> dict[str, Callable[[Path], object]]:
    import polib
    from babel.messages.pofile import read_po

    from taiyaku import catalog

    return {
        "taiyaku": lambda path: catalog.read(path, path.name).messages,
        "polib": lambda path: polib.pofile(path, encoding="utf-8"),
        "babel": lambda path: read_po(path.open("rb")),
    }


def reading(folder: Path, file: str, reader: str) -> float:
    """A PO file read to the end by one of the readers."""
    return _read(folder / file, _readers()[reader])


def _stream(folder: Path, times: int) -> Iterator[tuple[str, str]]:
    """The same messages over and over, each time made other ones by a number."""
    pairs = json.loads((folder / "pairs.json").read_text("utf-8"))
    for turn in range(times):
        for source, target in pairs:
            yield f"{source}第{turn}号", f"{target} No. {turn}"


def stream(folder: Path, times: int) -> float:
    """Terms and consistency checked in a stream; gives the most memory used, in MB."""
    from taiyaku import Concept
    from taiyaku.checks import Memory, check_message
    from taiyaku.model import Message, Wording
    from taiyaku.pairing import Pairing

    terms = json.loads((folder / "terms.json").read_text("utf-8"))
    concepts = [Concept.from_forms(a, [b], source="ja", target="en") for a, b in terms.items()]
    pairing, memory = Pairing(concepts, "ja", "en"), Memory()
    for source, target in _stream(folder, int(times)):
        message = Message(Wording(source), Wording(target))
        memory.add(message)
        check_message(message, pairing, memory, (*TERMS, "term-inconsistent"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    name, folder, *more = sys.argv[1:]
    print(globals()[name](Path(folder), *more))
