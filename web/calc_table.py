"""The results of many cases for the command line: a line each, progress, errors, an Excel file."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

from web.batch import INTERNAL, last_line, outcome_line
from web.calculation_text import columns, group, money_text, open_calculation_text, padded
from web.terminal import say
from web.texts import command_texts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from corpus.rulebook import Programme
    from web.batch import Outcome
    from web.fact_table import Order
    from web.workbook import Workbook

FAILURE, BAD_FACTS = 1, 2
_LONG = 50  # rows from which on a bar shows the progress
_WIDEST_ID = 30


class Table:
    """Writes outcomes as they come; while a bar is shown, texts wait until it is full."""

    def __init__(self, order: Order, *, as_json: bool, book: Workbook | None) -> None:
        self._texts = command_texts()["calc"]["table"]
        self._rows = len(order.rows)
        self._as_json = as_json
        self._book = book
        shares_terminal = as_json and sys.stdout.isatty()
        self._has_bar = sys.stderr.isatty() and self._rows >= _LONG and not shares_terminal
        self._waits = self._has_bar and not as_json
        self._held: list[tuple[str, bool]] = []
        heads = self._texts["columns"]
        ids = [columns(one.id or "") for one in order.rows]
        self._widths = (
            max(columns(heads[0]), len(str(self._rows))),
            min(max(columns(heads[1]), *ids), _WIDEST_ID),
        )
        self._errors: list[str] = []

    def write(self, found: Iterable[Outcome]) -> int:
        """Write all; the exit status."""
        if not self._as_json:
            self._say(self._line(*self._texts["columns"]))
        with self._bar() as bar:
            for one in found:
                self._add(one)
                if bar is not None:
                    bar.update(1)
        for text, is_error in self._held:
            say(text, is_error=is_error)
        if self._as_json:
            sys.stdout.write(last_line(self._rows, len(self._errors)))
        if self._errors:
            summary = self._texts["errors"].format(rows=self._rows, errors=len(self._errors))
            say(summary, is_error=True)
        if INTERNAL in self._errors:
            return FAILURE
        return BAD_FACTS if self._errors else 0

    def _add(self, one: Outcome) -> None:
        if self._book is not None:
            self._book.add(one)
        if self._as_json:
            sys.stdout.write(outcome_line(one))
        if one.error is not None:
            self._errors.append(one.error.code)
            row, error = one.row, one.error
            place = self._texts["line"].format(line=row.line) if row.line else ""
            name = self._texts["id"].format(id=row.id) if row.id else ""
            where = {"row": row.number, "place": place, "name": name, "field": error.field or ""}
            text = self._texts["error"].format(message=error.message, **where)
            self._say(text.replace("  ", " "), is_error=True)
        elif one.calculation is not None and not self._as_json:
            sums = one.calculation.combination
            count = [group(result) for result in one.calculation.results].count("eligible")
            amount = money_text(sums.amount_min, sums.amount_max)
            self._say(self._line(f"{one.row.number}", one.row.id or "", amount, f"{count}"))

    def _line(self, number: str, name: str, amount: str, count: str) -> str:
        cells = (padded(number, self._widths[0]), padded(name, self._widths[1]), padded(amount, 20))
        return "  ".join((*cells, count))

    def _say(self, text: str, *, is_error: bool = False) -> None:
        if self._waits:
            self._held.append((text, is_error))
        else:
            say(text, is_error=is_error)

    def _bar(self) -> AbstractContextManager[Any]:
        if not self._has_bar:
            return nullcontext()
        import typer

        label = self._texts["progress"]
        bar: AbstractContextManager[Any] = typer.progressbar(
            length=self._rows, label=label, file=sys.stderr, show_pos=True
        )
        return bar


def open_workbook(order: Order) -> Workbook:
    """A workbook whose main programmes are those asked for, else the cash that is due by right."""
    from web.spelling import open_spelling
    from web.workbook import Workbook

    programmes = open_spelling().rulebook.programmes.values()
    main = [
        (one.id, one.title)
        for one in programmes
        if (one.id in order.programmes if order.programmes else _is_due_by_right(one))
    ]
    return Workbook(open_calculation_text(), main)


def saved(book: Workbook, path: Path) -> int:
    """Save the workbook and say so; the exit status."""
    texts = command_texts()["calc"]
    try:
        book.save(path)
    except OSError:
        say(texts["not_saved"].format(path=path), is_error=True)
        return FAILURE
    say(texts["saved"].format(path=path), is_error=True)
    return 0


def _is_due_by_right(one: Programme) -> bool:
    return one.award == "entitlement" and one.benefit == "cash"
