"""The texts that are measured: messages of about forty Japanese characters, and glossaries for them.

Nothing in them means anything; what counts is how many terms, characters and lines there are.
"""

from __future__ import annotations

import json
import random
import string
from pathlib import Path

LENGTH, SEED = 40, 1
IDEOGRAPHS = [chr(code) for code in range(0x4E00, 0x4E00 + 1500)]
KANA = "のはがをにでとものからまでした"
HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def lay_out(folder: Path, terms: int, messages: int) -> None:
    """Write ``terms.json``, ``pairs.json``, ``plain.po`` and ``wrapped.po``.

    The second catalogue is as Sphinx writes them: comments over each entry, and wrapped strings.
    """
    random_ = random.Random(SEED)
    english = _words(random_, 12_000)
    glossary = _glossary(random_, terms, english)
    pairs = [_pair(random_, list(glossary.items()), english) for _ in range(messages)]
    _write(folder / "terms.json", json.dumps(glossary))
    _write(folder / "pairs.json", json.dumps(pairs))
    plain = (f'msgid "{a}"\nmsgstr "{b}"\n' for a, b in pairs)
    _write(folder / "plain.po", HEADER + "\n".join(plain))
    wrapped = (
        f'#. id: p-{n}\n#: ../docs/text.rst:{n}\nmsgid ""\n"{a}"\nmsgstr ""\n"{b[:60]}"\n"{b[60:]}"\n'
        for n, (a, b) in enumerate(pairs, 1)
    )
    _write(folder / "wrapped.po", HEADER + "\n".join(wrapped))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _words(random_: random.Random, number: int) -> list[str]:
    """Words of four to nine letters."""
    return [
        "".join(random_.choices(string.ascii_lowercase, k=random_.randint(4, 9)))
        for _ in range(number)
    ]


def _glossary(random_: random.Random, number: int, english: list[str]) -> dict[str, str]:
    """Terms of two to five ideographs with renderings of one to three words."""
    found: dict[str, str] = {}
    while len(found) < number:
        term = "".join(random_.choices(IDEOGRAPHS, k=random_.randint(2, 5)))
        found[term] = " ".join(random_.sample(english, random_.randint(1, 3)))
    return found


def _pair(
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
