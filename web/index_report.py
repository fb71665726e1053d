"""Builds the index for the command line: progress on stderr, a report of what was done."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from web.texts import command_texts

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.settings import Settings
    from indexing.build import Progress


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a build did; `seconds` with loading the encoder."""

    policy_version: str
    encoder: str
    clauses: int
    embedded: int
    kept: int
    seconds: float
    folder: str


def build_report(settings: Settings, *, force: bool) -> IndexReport:
    """Bring the index of the settings up to date; raises indexing.errors.IndexingError."""
    from indexing.build import build_index
    from indexing.encoders import open_encoder

    started = time.perf_counter()
    encoder = open_encoder(
        settings.encoder, model=settings.encoder_model, api_key=settings.encoder_api_key
    )
    folder: Path = settings.index_dir
    built = build_index(
        folder, encoder, server=settings.chroma_url, force=force, progress=_progress()
    )
    return IndexReport(
        policy_version=built.manifest.policy_version,
        encoder=built.manifest.encoder,
        clauses=built.manifest.vectors,
        embedded=built.embedded,
        kept=built.kept,
        seconds=round(time.perf_counter() - started, 2),
        folder=str(folder),
    )


def report_text(report: IndexReport) -> str:
    """The report in two lines."""
    texts = command_texts()
    done = texts["built"].format(
        clauses=report.clauses,
        embedded=report.embedded,
        kept=report.kept,
        seconds=report.seconds,
    )
    return f"{done}\n{texts['index_folder'].format(folder=report.folder)}"


def _progress() -> Progress:
    """On a terminal one line that is written over; into a file only its last state."""
    texts = command_texts()
    is_terminal = sys.stderr.isatty()

    def report(done: int, total: int) -> None:
        if is_terminal or done == total:
            line = texts["building"].format(done=done, total=total)
            typer.echo(f"\r{line}" if is_terminal else line, err=True, nl=done == total)

    return report
