"""The edition harmed in two hundred ways, each of which the checks must find."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from taiyaku.checks import check_message
from taiyaku.model import Message, Severity, Standing
from taiyaku.project import Project, current
from taiyaku.report import as_text

KINDS = ("deprecated", "foreign", "dropped", "number", "quotation")
NUMBER, SEED = 200, 20161123
MARKS = "“”「」『』"


def swapped(
    message: Message, project: Project, random_: random.Random, kind: str
) -> Message | None:
    """The message with all renderings of one of its terms replaced."""
    target, pairing = message.target.text, project.pairing("en")
    found = pairing.occurrences(message.source.text, target)
    chosen = [o for o in found if o.approved and (kind != "deprecated" or o.concept.refused("en"))]
    if not chosen:
        return None
    occurrence = random_.choice(chosen)
    words = {"deprecated": "", "foreign": "thingamajig", "dropped": ""}[kind]
    if kind == "deprecated":
        words = random_.choice(occurrence.concept.refused("en")).form
    spans = sorted(
        {s for o in found if o.concept.id == occurrence.concept.id for s, _ in o.approved}
    )
    for start, end in reversed(spans):
        target = target[:start] + words + target[end:]
    return message._replace(target=message.target._replace(text=target))


def renumbered(message: Message, random_: random.Random) -> Message | None:
    """The message with one of its figures changed."""
    figures = list(re.finditer(r"(?<![\w./%-])\d+(?![\w/]|\.\d|-\d)", message.target.text))
    if not figures:
        return None
    figure = random_.choice(figures)
    changed = str(int(figure[0]) + random_.choice((1, 2, 11, 40)) + 61)
    text = message.target.text
    text = text[: figure.start()] + changed + text[figure.end() :]
    return message._replace(target=message.target._replace(text=text))


def unquoted(message: Message, random_: random.Random) -> Message | None:
    """The message with one of its quotation marks lost."""
    marks = [at for at, char in enumerate(message.target.text) if char in MARKS]
    if not marks:
        return None
    at = random_.choice(marks)
    text = message.target.text[:at] + message.target.text[at + 1 :]
    return message._replace(target=message.target._replace(text=text))


def mutations(project: Project) -> Iterator[tuple[str, Message, Message]]:
    random_ = random.Random(SEED)
    messages = [m for c in project.catalogues("en").values() for m in current(c) if not m.waivers]
    while True:
        kind, message = random_.choice(KINDS), random_.choice(messages)
        if kind == "number":
            mutant = renumbered(message, random_)
        elif kind == "quotation":
            mutant = unquoted(message, random_)
        else:
            mutant = swapped(message, project, random_, kind)
        if mutant is not None and mutant.target.text.strip():
            yield kind, message, mutant


def faults(message: Message, project: Project) -> list:
    found = check_message(message, project.pairing("en"))
    return [finding for finding in found if finding.severity is not Severity.NOTE]


@pytest.fixture(scope="module")
def missed(project) -> list[str]:
    done, seen, missed = 0, set(), []
    for kind, message, mutant in mutations(project):
        key = (message.source.text, mutant.target.text)
        if key in seen:
            continue
        seen.add(key)
        done += 1
        if not faults(mutant, project):
            missed.append(f"{kind}: {mutant.target.place()}: {mutant.target.text}")
        if done == NUMBER:
            return missed
    return missed


def test_two_hundred_mutations_of_the_edition_are_all_found(missed):
    assert missed == []


def test_the_edition_itself_has_no_fault(project):
    found = [f for f in project.check("en") if f.severity is not Severity.NOTE]
    assert "\n".join(map(as_text, found)) == ""


def test_no_rendering_of_the_edition_is_deprecated(project):
    standings = {o.standing for segment in project.text("en") for o in segment.occurrences}
    assert standings <= {Standing.PREFERRED, Standing.ADMITTED, Standing.EXCEPTED}
