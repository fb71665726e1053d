"""Reads the project's YAML data files with the C loader."""

from pathlib import Path
from typing import Any

import yaml

from corpus.errors import DataError


def read_yaml(path: Path) -> Any:
    """The content of a YAML file; a syntax error names file and line."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - a safe one
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise DataError(f"{path}:{line}: {error.problem}") from error
