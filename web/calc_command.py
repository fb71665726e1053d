"""`policy-assistant calc`: facts from the command line or a file, a table, JSON or Excel out.

Only what is asked for is imported: nothing here needs the index, and Excel only `--xlsx`.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from web.boundary import Contained
from web.calc_options import BadUsage, CommandError, Options, help_text, read_options
from web.terminal import cleaned, prepare_streams, say
from web.texts import command_texts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from web.fact_table import Order, Row

FAILURE, BAD_FACTS = 1, 2


def run(words: Sequence[str]) -> int:
    """Run the command with the words after its name; the exit status."""
    prepare_streams()
    words = [cleaned(word) for word in words]
    status = FAILURE
    with Contained() as outcome:
        try:
            status = _run(read_options(words))
        except CommandError as error:
            say(error.message, is_error=True)
            status = error.status
    if outcome.error:
        from web.failure import failed

        status = failed(outcome.error, debug="--debug" in words)
    return status


def _run(options: Options) -> int:
    if options.help:
        say(help_text())
        return 0
    from assistant.calculator import InvalidFacts

    try:
        order = _with_options(_ordered(options.file), options)
        return _one(order, options) if order.is_one else _table(order, options)
    except InvalidFacts as error:
        say("\n".join(dict.fromkeys(one.message for one in error.problems)), is_error=True)
        return BAD_FACTS


def _ordered(file: Path | None) -> Order:
    """What the file asks for; raises BadUsage and InvalidFacts."""
    from web.fact_table import Order, Row, file_order
    from web.spelling import open_spelling

    if file is None:
        return Order((Row(1, None, {}),), is_one=True)
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        raise BadUsage(command_texts()["calc"]["no_file"].format(path=file)) from error
    return file_order(data, open_spelling())


def _with_options(order: Order, options: Options) -> Order:
    """The order with what the command line says, which goes before what the file says."""
    from web.fact_table import stated_facts, within
    from web.spelling import listed, open_spelling

    spelling = open_spelling()
    stated = stated_facts(options.facts, spelling)
    if stated:
        order = replace(order, rows=[_with_facts(row, stated) for row in order.rows])
    if options.programmes:
        named = [one for text in options.programmes for one in listed(text)]
        order = replace(order, programmes=within(named, spelling.rulebook.programmes))
    return order if options.as_of is None else replace(order, as_of=options.as_of)


def _with_facts(row: Row, stated: dict[str, Any]) -> Row:
    is_object = isinstance(row.facts, dict)
    return replace(row, facts={**row.facts, **stated}) if is_object else row


def _one(order: Order, options: Options) -> int:
    """Calculate and write one case; the exit status. Raises InvalidFacts where it is refused."""
    from assistant.calculator import calculate

    row = order.rows[0]
    calculation = calculate(row.facts, order.programmes, order.as_of, order.declined)
    if options.as_json:
        say(json.dumps(calculation.model_dump(), ensure_ascii=False, indent=2))
    else:
        from web.calculation_text import open_calculation_text

        say(open_calculation_text().text(calculation, show_all=options.show_all))
    if options.xlsx is None:
        return 0
    from web.batch import Outcome
    from web.calc_table import open_workbook, saved

    book = open_workbook(order)
    book.add(Outcome(row, calculation))
    return saved(book, options.xlsx)


def _table(order: Order, options: Options) -> int:
    """Calculate and write a table; the exit status. Raises InvalidFacts for a wrong day."""
    from web.batch import checked, outcomes
    from web.calc_table import Table, open_workbook, saved

    order = checked(order)
    book = open_workbook(order) if options.xlsx is not None else None
    status = Table(order, as_json=options.as_json, book=book).write(outcomes(order))
    if book is not None and options.xlsx is not None:
        status = saved(book, options.xlsx) or status
    return status
