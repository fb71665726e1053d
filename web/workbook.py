"""Writes calculations into an Excel file for HR: people, their programmes, errors.

Numbers are numbers; texts stay texts, also those that a spreadsheet would take for a formula.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from web.texts import command_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistant.calculator.result import Calculation
    from web.batch import Outcome
    from web.calculation_text import CalculationText

_FORMULA = re.compile(r"^[\s]*[=+\-@]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST_CELL = 32_767
_MOST_ROWS = 1_048_576  # of a sheet, its header included


class Workbook:
    """An Excel file in the making; `main` are the programmes with columns of their own."""

    def __init__(self, words: CalculationText, main: Sequence[tuple[str, str]]) -> None:
        from openpyxl import Workbook as Book

        self._texts: dict[str, Any] = command_texts()["calc"]["workbook"]
        self._words = words
        self._main = main
        self._book = Book(write_only=True)
        titles = [title for _, title in main]
        each = self._texts["main"]
        columns = [one.format(title=title) for title in titles for one in each]
        self._people = _Sheet(self._book, self._texts["people"], columns)
        self._errors = _Sheet(self._book, self._texts["errors"])
        self._details: list[_Sheet] = []
        self._add_details()

    def add(self, outcome: Outcome) -> None:
        """Write down one case."""
        row = outcome.row
        head = (row.number, row.id)
        if outcome.calculation is not None:
            self._people.add([*head, *self._sums(outcome.calculation)])
            for one in self._programmes(outcome.calculation):
                if self._details[-1].is_full:
                    self._add_details()
                self._details[-1].add([*head, *one])
        elif outcome.error is not None:
            error = outcome.error
            self._errors.add([*head, row.line, error.field, error.message])

    def save(self, path: Path) -> None:
        """Put the file in its place, whole or not at all; raises OSError."""
        for one in (self._people, *self._details, self._errors):
            one.close()
        beside = path.with_name(f".{path.name}.part")
        try:
            self._book.save(beside)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)

    def _add_details(self) -> None:
        place = len(self._book.worksheets) - 1  # the errors stay last
        number = f"{len(self._details) + 1}" if self._details else ""
        sheet = _Sheet(self._book, self._texts["details"], number=number, place=place)
        self._details.append(sheet)

    def _sums(self, calculation: Calculation) -> Iterator[Any]:
        from web.calculation_text import group

        sums = calculation.combination
        groups = [group(one) for one in calculation.results]
        yield from (sums.amount_min, sums.amount_max)
        yield from (groups.count(one) for one in self._texts["counted"])
        yield "、".join(self._title(calculation, one) for one in sums.programmes)
        yield calculation.next_question.ask if calculation.next_question else None
        results = {one.programme: one for one in calculation.results}
        for programme, _ in self._main:
            one = results[programme]
            yield from (self._texts["verdicts"][group(one)], one.amount_min, one.amount_max)

    def _programmes(self, calculation: Calculation) -> Iterator[list[Any]]:
        from web.calculation_text import group

        texts = self._texts
        for one in calculation.results:
            if group(one) != "ineligible":
                yield [
                    one.programme,
                    one.title,
                    texts["verdicts"][group(one)],
                    texts["awards"][one.award],
                    texts["benefits"][one.benefit],
                    one.amount_min,
                    one.amount_max,
                    one.formula,
                    self._words.titles(one.missing),
                    "；".join(map(self._words.label, one.citations)),
                ]

    def _title(self, calculation: Calculation, programme: str) -> str:
        return calculation[programme].title


class _Sheet:
    """A sheet with a frozen header, widths and a filter, written row by row."""

    def __init__(
        self,
        book: Any,
        texts: dict[str, Any],
        more: Sequence[str] = (),
        *,
        number: str = "",
        place: int | None = None,
    ) -> None:
        from openpyxl.utils import get_column_letter

        self._sheet = book.create_sheet(f"{texts['title']}{number}", place)
        columns = [*texts["columns"].items(), *((one, texts.get("more", 0)) for one in more)]
        for place_of, (_, width) in enumerate(columns, start=1):
            self._sheet.column_dimensions[get_column_letter(place_of)].width = width
        self._sheet.freeze_panes = "C2"
        self._last = get_column_letter(len(columns))
        self._rows = 0
        self._bold = self._style()
        self.add([self._header(name) for name, _ in columns])

    @property
    def is_full(self) -> bool:
        return self._rows >= _MOST_ROWS

    def add(self, values: Sequence[Any]) -> None:
        """Write a row."""
        self._sheet.append([self._cell(one) for one in values])
        self._rows += 1

    def close(self) -> None:
        """Give the sheet its filter."""
        self._sheet.auto_filter.ref = f"A1:{self._last}{self._rows}"

    def _style(self) -> Any:
        from openpyxl.styles import Font

        return Font(bold=True)

    def _header(self, name: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, name)
        cell.font = self._bold
        return cell

    def _cell(self, value: Any) -> Any:
        """The value; a text that looks like a formula is marked as text."""
        if not isinstance(value, str):
            return value
        text = _CONTROL.sub("", value)[:_LONGEST_CELL]
        if not _FORMULA.match(text):
            return text
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        cell.quotePrefix = True
        return cell
