"""The term check for programs: pairs of texts in, findings out."""

from __future__ import annotations

from collections.abc import Iterable

from taiyaku.checks import check_message
from taiyaku.markup import Rules
from taiyaku.model import Concept, Finding, Message, Wording
from taiyaku.pairing import Pairing


class Checker:
    """The checks of one pair of languages, made ready once and used for any number of texts.

    ``source`` and ``target`` are language codes, as in the concepts. ``markup`` says that the texts
    are reStructuredText, so that it is judged too. A checker may be used by many threads at once.
    """

    def __init__(
        self, concepts: Iterable[Concept], *, source: str, target: str, markup: bool = False
    ) -> None:
        rules = Rules() if markup else None
        self._pairing = Pairing(tuple(concepts), source, target, rules)

    def check(self, source_text: str, target_text: str) -> list[Finding]:
        """What is wrong with a translation.

        Each finding has its ``code``, ``severity``, ``message`` and ``hint``; one about a term has
        its ``concept`` (the id) and ``term`` (the words of the source); ``source_span`` and
        ``target_span`` say where in the two texts, in code points from 0. Never raises.
        """
        return check_message(Message(Wording(source_text), Wording(target_text)), self._pairing)
