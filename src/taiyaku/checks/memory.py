"""How each source has been translated so far, in little room."""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable
from typing import NamedTuple

from taiyaku.model import Message, Place

INESSENTIAL = re.compile(r"[\W_]+")


class Earlier(NamedTuple):
    """A translation of a source: digests of it, whole and less what is inessential; its place."""

    whole: bytes
    essence: bytes
    place: Place


# An earlier translation as it is kept: digests, the number of its file, line and column. A million
# of them must find room.
RECORD = struct.Struct("8s8sIII")


class Memory:
    """Of every source its different translations, each in 28 bytes.

    A source in another context, or in another plural form, is another source.
    """

    def __init__(self, messages: Iterable[Message] = ()) -> None:
        self._known: dict[bytes, bytes] = {}
        self._paths: list[str] = []
        for message in messages:
            self.add(message)

    def add(self, message: Message) -> None:
        """Remember a translation."""
        text, key = message.target.text, self._key(message)
        if text.strip() and not message.fuzzy:
            whole, known = _digest(text), self._known.get(key, b"")
            if all(other[0] != whole for other in RECORD.iter_unpack(known)):
                path, line, column = message.target.place()
                if path not in self._paths[-1:]:
                    self._paths.append(path)
                record = RECORD.pack(whole, essence(text), len(self._paths) - 1, line, column)
                self._known[key] = known + record

    def elsewhere(self, message: Message) -> tuple[Earlier, ...]:
        """The other translations of a message's source."""
        text, known = message.target.text, self._known.get(self._key(message), b"")
        if len(known) < 2 * RECORD.size and not (known and text.strip()):
            return ()
        mine = _digest(text)
        return tuple(
            Earlier(whole, essence, Place(self._paths[path], line, column))
            for whole, essence, path, line, column in RECORD.iter_unpack(known)
            if whole != mine
        )

    def _key(self, message: Message) -> bytes:
        return _digest(f"{message.form}\0{message.context or ''}\0{message.source.text}")


def fingerprint(message: Message) -> str:
    """Eight figures for a source and its translation together."""
    return _digest(f"{message.source.text}\0{message.target.text}").hex()[:8]


def essence(text: str) -> bytes:
    """A digest of a text less capitals, spaces and punctuation."""
    return _digest(INESSENTIAL.sub("", text.casefold()))


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
