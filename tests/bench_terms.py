"""What the term check costs: 20,000 messages of some forty characters, against small and large glossaries.

Run by `make bench`, cold and in one process; the figures are of this machine and of this run. Each
is the median of three; the ratio is to the smallest glossary.
"""

from __future__ import annotations

import random
import statistics
import string
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from babel.messages.pofile import read_po

from taiyaku import catalog
from taiyaku.checks import check_message
from taiyaku.model import Concept, Message
from taiyaku.pairing import Pairing

MESSAGES, LENGTH, RUNS, SEED = 20_000, 40, 3, 1
GLOSSARIES = (100, 500, 10_000)
TERMS = ("term-missing", "term-deprecated")
IDEOGRAPHS = [chr(code) for code in range(0x4E00, 0x4E00 + 1500)]
KANA = "のはがをにでとものからまでした"
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def words(random_: random.Random, number: int) -> list[str]:
    """Words that no language has, of four to nine letters."""
    return [
        "".join(random_.choices(string.ascii_lowercase, k=random_.randint(4, 9)))
        for _ in range(number)
    ]


def glossary(random_: random.Random, number: int, english: list[str]) -> dict[str, str]:
    """Terms of two to five ideographs with renderings of one to three words."""
    found: dict[str, str] = {}
    while len(found) < number:
        term = "".join(random_.choices(IDEOGRAPHS, k=random_.randint(2, 5)))
        found[term] = " ".join(random_.sample(english, random_.randint(1, 3)))
    return found


def pair(
    random_: random.Random, terms: list[tuple[str, str]], english: list[str]
) -> tuple[str, str]:
    """A sentence with a term now and then, and one with their renderings among other words."""
    source, target = "", random_.sample(english, 6)
    while len(source) < LENGTH:
        if random_.random() < 0.18:
            term, rendering = random_.choice(terms)
            source, target = source + term, [*target, rendering]
        else:
            source += "".join(random_.choices(IDEOGRAPHS, k=random_.randint(1, 2)))
        source += "".join(random_.choices(KANA, k=random_.randint(1, 2)))
    random_.shuffle(target)
    return f"{source}。", f"{' '.join(target)}."


def median(action: Callable[[], object]) -> float:
    """The seconds that something takes, in the middle of three runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print what reading and checking cost."""
    random_ = random.Random(SEED)
    english, base = words(random_, 12_000), 0.0
    print(
        f"{MESSAGES} messages: seconds, messages a second, and how much longer than with {GLOSSARIES[0]} terms"
    )
    for number in GLOSSARIES:
        terms = glossary(random_, number, english)
        pairs = [pair(random_, list(terms.items()), english) for _ in range(MESSAGES)]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "big.po")
            entries = (f'msgid "{a}"\nmsgstr "{b}"\n' for a, b in pairs)
            path.write_text(HEADER + "\n".join(entries), "utf-8")
            messages = catalog.read(path, "big.po").messages
            read = median(lambda path=path: catalog.read(path, "big.po").messages)
            babel = median(lambda path=path: read_po(path.open("rb")))
        concepts = [Concept.from_forms(a, [b], source="ja", target="en") for a, b in terms.items()]
        pairing = Pairing(concepts, "ja", "en")

        def check(
            run: tuple[str, ...] | None,
            messages: list[Message] = messages,
            pairing: Pairing = pairing,
        ) -> None:
            for message in messages:
                check_message(message, pairing, None, run)

        only, everything = median(lambda: check(TERMS)), median(lambda: check(None))
        base = base or only
        for name, seconds in (
            ("terms", only),
            ("terms, with reading", only + read),
            ("every check", everything),
        ):
            print(
                f"{number:7} {name:20} {seconds:6.2f} s {MESSAGES / seconds:8.0f}/s {seconds / base:6.2f}"
            )
    print(f"reading alone: {read:.2f} s; Babel: {babel:.2f} s")


if __name__ == "__main__":
    main()
