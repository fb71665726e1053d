"""The command `policy-assistant`: runs what was typed and leaves with its exit status.

0; 2 for bad usage and unknown ids; 1 for a failure; 130 when interrupted, also while it loads.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typer

INTERRUPTED = 130


def main() -> None:
    """The entry point."""
    try:
        status = _status(sys.argv[1:])
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)


def _status(words: list[str]) -> int:
    """The exit status; `calc`, which scripts call for every case, does without Typer."""
    if words[:1] == ["calc"]:
        from web.calc_command import run as calculate

        return calculate(words[1:])
    from web.commands import run

    return run(words, _evaluation)


def _evaluation() -> typer.Typer:
    """The commands of `eval`, loaded only when they are asked for."""
    from eval.cli import app

    return app
