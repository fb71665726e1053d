"""Reads a YAML data file with the line of every text in it, so that a fault can be traced."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from corpus.errors import DataError


@dataclass(frozen=True, slots=True)
class Placed:
    """A text of a YAML file, its line (from 1), and the keys on the way to it."""

    text: str
    line: int
    keys: tuple[str, ...]


def placed_texts(path: Path) -> tuple[Placed, ...]:
    """All texts of a YAML file that are values or list items, in order.

    A key that stands twice is refused: the loader would silently keep the last.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise DataError(f"{path}:{line}: {error.problem}") from error
    if root is None:
        return ()
    _refuse_double_keys(path, root)
    return tuple(_texts(root, ()))


def _refuse_double_keys(path: Path, node: yaml.Node) -> None:
    if isinstance(node, yaml.SequenceNode):
        for item in node.value:
            _refuse_double_keys(path, item)
    elif isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                raise DataError(f"{path}:{key.start_mark.line + 1}: {key.value} stands twice")
            seen.add(key.value)
            _refuse_double_keys(path, value)


def _texts(node: yaml.Node, keys: tuple[str, ...]) -> Iterator[Placed]:
    if isinstance(node, yaml.ScalarNode):
        yield Placed(str(node.value), node.start_mark.line + 1, keys)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _texts(item, keys)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _texts(value, (*keys, str(key.value)))
