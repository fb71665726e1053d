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
        from web.commands import run

        status = run(sys.argv[1:], _evaluation)
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)


def _evaluation() -> typer.Typer:
    """The commands of `eval`, loaded only when they are asked for."""
    from eval.cli import app

    return app
