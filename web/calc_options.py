"""The options of `policy-assistant calc`, read without Typer: it would cost a third of a second.

Takes the words after `calc`; gives Options, or raises CommandError with a sentence in Chinese.
"""

from __future__ import annotations

import os
from argparse import ArgumentError, ArgumentParser
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from web.texts import command_texts

if TYPE_CHECKING:
    from collections.abc import Sequence

# Name, placeholder (None: a flag), whether it may stand several times.
_OPTIONS = (
    ("--fact", "NAME=VALUE", True),
    ("--file", "FILE", False),
    ("--programme", "ID", True),
    ("--as-of", "DATE", False),
    ("--all", None, False),
    ("--json", None, False),
    ("--xlsx", "OUT", False),
)
_NAME = "policy-assistant calc"


class CommandError(Exception):
    """A command that cannot be done: a message for the person who typed it, the exit status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


class BadUsage(CommandError):
    """A command line that cannot be read."""

    def __init__(self, message: str) -> None:
        super().__init__(message, 2)


@dataclass(frozen=True, slots=True)
class Options:
    """What was typed after `calc`."""

    facts: tuple[str, ...]
    file: Path | None
    programmes: tuple[str, ...]
    as_of: str | None
    show_all: bool
    as_json: bool
    xlsx: Path | None
    debug: bool
    help: bool


def read_options(words: Sequence[str]) -> Options:
    """The options of a command line; raises CommandError."""
    texts = command_texts()
    try:
        found, unknown = _parser().parse_known_args(list(words))
    except ArgumentError as error:
        raise _bad(texts["wrong"]["BadOptionUsage"].format(option=error.argument_name)) from error
    if unknown:
        name = unknown[0].partition("=")[0]
        key = "NoSuchOption" if name.startswith("-") else "UsageError"
        raise _bad(texts["wrong"][key].format(option=name))
    options = Options(
        facts=tuple(found.fact),
        file=Path(found.file) if found.file is not None else None,
        programmes=tuple(found.programme),
        as_of=found.as_of,
        show_all=found.all,
        as_json=found.json,
        xlsx=Path(found.xlsx) if found.xlsx is not None else None,
        debug=found.debug,
        help=found.help,
    )
    if not options.help:
        _check(options)
    return options


def help_text() -> str:
    """The help page."""
    texts = command_texts()
    own = texts["calc"]["help"]
    names = [name if value is None else f"{name} {value}" for name, value, _ in _OPTIONS]
    keys = [name.removeprefix("--") for name, _, _ in _OPTIONS]
    rows = [*((name, own[key]) for name, key in zip(names, keys, strict=True))]
    rows.append(("--help", texts["show_help"]))
    width = max(len(name) for name, _ in rows) + 2
    lines = [f"  {name:{width}}{words}" for name, words in rows]
    return "\n".join(
        (
            f"{texts['usage']}{_NAME} {texts['options_metavar']}\n",
            f"{texts['help']['calc']}\n",
            f"{texts['headings']['options']}:",
            *lines,
        )
    )


def _parser() -> ArgumentParser:
    parser = ArgumentParser(_NAME, add_help=False, allow_abbrev=False, exit_on_error=False)
    for name, value, is_many in _OPTIONS:
        if value is None:
            parser.add_argument(name, action="store_true")
        elif is_many:
            parser.add_argument(name, action="append", default=[])
        else:
            parser.add_argument(name)
    parser.add_argument("--help", action="store_true")
    parser.add_argument("--debug", action="store_true")
    return parser


def _check(options: Options) -> None:
    texts = command_texts()["calc"]
    if not options.facts and options.file is None:
        raise _bad(texts["nothing_given"])
    if options.xlsx is not None and options.xlsx.suffix.lower() != ".xlsx":
        raise _bad(texts["not_xlsx"].format(path=options.xlsx))
    if options.xlsx is not None and not _can_write(options.xlsx):
        raise CommandError(texts["not_saved"].format(path=options.xlsx), 1)


def _can_write(path: Path) -> bool:
    """Whether a file can be put there: better asked before all is calculated."""
    return os.access(path.parent, os.W_OK) and not path.is_dir()


def _bad(message: str) -> BadUsage:
    return BadUsage(f"{message}\n{command_texts()['see_help'].format(command=_NAME)}")
