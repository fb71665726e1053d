"""Errors of the evaluation as a person at the command line meets them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from eval.errors import EvalError, QuestionFileError

BAD_USAGE = 2


@contextmanager
def told() -> Iterator[None]:
    """Errors of the evaluation go to standard error: a bad file is bad usage, the rest failure."""
    try:
        yield
    except QuestionFileError as error:
        typer.echo(f"题目文件有误：{error}", err=True)
        raise typer.Exit(BAD_USAGE) from error
    except EvalError as error:
        typer.echo(f"评测失败：{error}", err=True)
        raise typer.Exit(1) from error
