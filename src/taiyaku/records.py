"""Typed values from YAML files: every fault at once, each with its line and its field.

YAML is read by PyYAML's C loader and judged by pydantic against plain dataclasses; what is ours is
only the way from a fault back to its place in the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from taiyaku.markup import INVISIBLE
from taiyaku.model import Finding, Place, Problems

_adapter = cache(TypeAdapter)  # made once a type: it takes longer than reading a file
T = TypeVar("T")

# The base loader makes every scalar text; which text is a number or a date, the types decide.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
DEEPEST, MOST_FAULTS = 20, 50

# pydantic's words for a fault, in ours: what is so, and what to do.
MESSAGES = {
    "missing": ("“{field}” is missing", "add it"),
    "unexpected_keyword_argument": ("“{field}” is not a key of this file", "see {schema}"),
    "string_type": ("“{field}” must be text", "write one value, in quotation marks if need be"),
    "date_type": ("“{field}” must be a date", "write it as 2026-11-23"),
    "dataclass_type": ("“{field}” must be a mapping of keys to values", "see {schema}"),
    "dict_type": ("“{field}” must be a mapping of keys to values", "see {schema}"),
    "tuple_type": ("“{field}” must be a list", "begin each item with a hyphen, or write []"),
}


def _invisible(node: yaml.Node, shown: str) -> Iterator[Finding]:
    """A finding for each value or key with a character that does not show."""
    if isinstance(node, yaml.ScalarNode):
        for char in dict.fromkeys(INVISIBLE.findall(str(node.value))):
            place = Place(shown, node.start_mark.line + 1, node.start_mark.column + 1)
            message = f"the character U+{ord(char):04X}, which does not show"
            yield fault(place, message, "take it out")
        return
    for part in node.value:
        for inner in part if isinstance(part, tuple) else (part,):
            yield from _invisible(inner, shown)


@dataclass(frozen=True)
class Record(Generic[T]):
    """A value read from a file, and the tree that knows where each part of it stands."""

    value: T
    shown: str
    node: yaml.Node

    def place(self, *loc: int | str) -> Place:
        """The place of the part at ``loc`` (keys and indices), or of the nearest thing around."""
        node, mark = self.node, self.node.start_mark
        for step in loc:
            found = _step(node, step)
            if found is None:
                break
            mark, node = found[0].start_mark, found[1]
        return Place(self.shown, mark.line + 1, mark.column + 1)


def read(path: Path, shown: str, kind: type[T], schema: str) -> Record[T]:
    """The one value of type ``kind`` that the YAML file at ``path`` holds, with its places.

    ``shown`` is the path as messages give it; ``schema`` says where the file's keys are explained.
    Raises :class:`~taiyaku.model.Problems` with every fault: not UTF-8, not YAML, a key given
    twice, an unknown or missing key, a value of the wrong type.
    """
    node, data = _load(path, shown)
    faults = [*_repeated_keys(node, shown), *_invisible(node, shown)]
    try:
        record = Record(_adapter(kind).validate_python(data), shown, node)
    except ValidationError as error:
        unread = Record(None, shown, node)
        faults += [_fault(each, unread, schema) for each in error.errors()[:MOST_FAULTS]]
    if faults:
        raise Problems(faults)
    return record


def _load(path: Path, shown: str) -> tuple[yaml.Node, Any]:
    """The YAML tree of a file with its places, and the plain data that it means."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        _plain(text, shown)
        loader = LOADER(text)
        node = loader.get_single_node()
        if node is None:
            raise Problems([fault(Place(shown), "the file is empty", "fill it or delete it")])
        return node, loader.construct_document(node)
    except UnicodeDecodeError as error:
        place = Place(shown, path.read_bytes()[: error.start].count(b"\n") + 1)
        raise Problems([fault(place, "not UTF-8", "save the file as UTF-8")]) from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(shown, mark.line + 1, mark.column + 1) if mark else Place(shown)
        message, hint = f"not YAML: {error.problem}", "mend it here or just above"
        raise Problems([fault(place, message, hint)]) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        first = str(error).splitlines()[0]
        raise Problems([fault(Place(shown), f"not YAML: {first}", "mend it")]) from None


NOT_OWN = "not a file of this folder, but a link out of it or no file at all"


def is_own(path: Path, root: Path) -> bool:
    """Whether a path is a file of the project at ``root``: no link leads to it, its name shows."""
    straight = path.resolve() == root.resolve() / path.relative_to(root)
    return straight and path.is_file() and not (INVISIBLE.search(path.name) or "\n" in path.name)


def _plain(text: str, shown: str) -> None:
    """Refuse what a file of plain values has no use for, before anything is built of it.

    An alias (a few can stand for billions of values), a tag (it would choose how a value is made),
    and nesting deeper than any of our files has.
    """
    depth = 0
    for event in yaml.parse(text, LOADER):
        place = Place(shown, event.start_mark.line + 1, event.start_mark.column + 1)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if isinstance(event, yaml.AliasEvent):
            raise Problems([fault(place, f"an alias (*{event.anchor})", "write the value out")])
        if getattr(event, "tag", None):
            raise Problems([fault(place, f"a tag ({event.tag})", "write the value without it")])
        if depth > DEEPEST:
            raise Problems([fault(place, f"more than {DEEPEST} levels", "write it flatter")])


def fault(place: Place, message: str, hint: str) -> Finding:
    """A finding about a file that cannot be used as it is."""
    return Finding("file-invalid", message, hint, place)


def _repeated_keys(node: yaml.Node, shown: str) -> Iterator[Finding]:
    """A finding for each key that a mapping holds twice; YAML itself would keep the last."""
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeated_keys(item, shown)
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            place = Place(shown, key.start_mark.line + 1, key.start_mark.column + 1)
            name = str(key.value)
            if name in seen:
                message = f"“{name}” is given twice, first in line {seen[name]}"
                yield fault(place, message, "keep one of the two")
            seen.setdefault(name, place.line)
            yield from _repeated_keys(value, shown)


def _step(node: yaml.Node, step: int | str) -> tuple[yaml.Node, yaml.Node] | None:
    """Where the part ``step`` of a node is written (its key or itself), and the part."""
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    if isinstance(node, yaml.MappingNode):
        return next((pair for pair in node.value if pair[0].value == step), None)
    return None


def _fault(error: Any, record: Record[None], schema: str) -> Finding:
    """One of pydantic's errors as a finding, its path of keys turned into a place."""
    field = ".".join(str(step) for step in error["loc"]) or "the file"
    known = MESSAGES.get(error["type"], ("“{field}”: {msg}", "see {schema}"))
    words = {"field": field, "msg": error["msg"], "schema": schema}
    message, hint = (part.format(**words) for part in known)
    return fault(record.place(*error["loc"]), message, hint)
