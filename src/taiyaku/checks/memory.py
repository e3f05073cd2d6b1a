"""How each source has been translated so far, in little room."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import NamedTuple

from taiyaku.model import Message, Place

INESSENTIAL = re.compile(r"[\W_]+")


class Earlier(NamedTuple):
    """A translation of a source: digests of it, whole and less what is inessential; its place."""

    whole: bytes
    essence: bytes
    place: Place


class Memory:
    """Of every source its different translations, as digests of eight bytes.

    A source in another context, or in another plural form, is another source.
    """

    def __init__(self, messages: Iterable[Message] = ()) -> None:
        self._known: dict[bytes, tuple[Earlier, ...]] = {}
        for message in messages:
            self.add(message)

    def add(self, message: Message) -> None:
        """Remember a translation."""
        if message.target.text.strip() and not message.fuzzy:
            mine, key = self._of(message), self._key(message)
            known = self._known.get(key, ())
            if all(other.whole != mine.whole for other in known):
                self._known[key] = (*known, mine)

    def elsewhere(self, message: Message) -> tuple[Earlier, ...]:
        """The other translations of a message's source."""
        known = self._known.get(self._key(message), ())
        if len(known) < 2 and not (known and message.target.text.strip()):
            return ()
        whole = _digest(message.target.text)
        return tuple(other for other in known if other.whole != whole)

    def _key(self, message: Message) -> bytes:
        return _digest(f"{message.form}\0{message.context or ''}\0{message.source.text}")

    def _of(self, message: Message) -> Earlier:
        text = message.target.text
        return Earlier(_digest(text), essence(text), message.target.place())


def fingerprint(message: Message) -> str:
    """Eight figures for a source and its translation together."""
    return _digest(f"{message.source.text}\0{message.target.text}").hex()[:8]


def essence(text: str) -> bytes:
    """A digest of a text less capitals, spaces and punctuation."""
    return _digest(INESSENTIAL.sub("", text.casefold()))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
