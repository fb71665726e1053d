"""YAML mappings that know where they stand, so that a fault in a rule can be traced to its line.

Whole numbers with an underscore stay text: 985_211 is a name here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import DataError
from corpus.rulebook.placed import Placed

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = "tag:yaml.org,2002:int"


class PlacedLoader(_Loader):  # type: ignore[misc]
    """The safe loader, with places and without underscores in numbers."""

    path: str = ""


def _mapping(loader: Any, node: yaml.MappingNode) -> Any:
    found = Placed()
    found.place = f"{loader.path}:{node.start_mark.line + 1}"
    yield found
    pairs = loader.construct_mapping(node, deep=True)
    if len(pairs) != len(node.value) and not any(key.value == "<<" for key, _ in node.value):
        raise DataError(f"{found.place}: a key stands twice")
    found.update(pairs)


PlacedLoader.add_constructor("tag:yaml.org,2002:map", _mapping)
PlacedLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _INT]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}
PlacedLoader.add_implicit_resolver(_INT, re.compile(r"^[-+]?\d+$"), list("-+0123456789"))


def read_placed(path: Path) -> Any:
    """The content of a YAML file, each mapping with its place; a syntax error names the line."""
    with path.open("rb") as stream:
        loader = PlacedLoader(stream)
        loader.path = str(path)
        try:
            return loader.get_single_data()
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 0
            raise DataError(f"{path}:{line}: {error.problem}") from error
        finally:
            loader.dispose()
