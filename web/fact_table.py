"""Reads the cases of people from JSON and CSV, for the API and the command line alike.

What cannot be read at all is refused with InvalidFacts; a bad row only carries its own problem.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any, NoReturn

from assistant.calculator import InvalidFacts
from assistant.calculator.errors import Problem
from web.spelling import Spelling, listed
from web.strict_json import Doubled, NotJson, read_json
from web.texts import load_texts

MAX_ID = 200  # characters
_SHOWN = 100  # characters of a name that a message repeats
_LOOKED_AT = 3  # unknown names for which the nearest is sought
# The first bytes of an Excel workbook, new and old.
_EQUALS = re.compile("[=＝]")
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Row:
    """A case: its number from 1, its facts, the line in its file; `problem` if it is refused."""

    number: int
    id: str | None
    facts: Mapping[str, Any]
    line: int | None = None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """Cases to calculate, and what for; `is_one`: a case by itself, not a table of one row."""

    rows: Sequence[Row]
    programmes: Any = None
    as_of: Any = None
    declined: Any = None
    is_one: bool = False


def one_order(value: object, spelling: Spelling) -> Order:
    """The order of a `POST /calculate` body; raises InvalidFacts."""
    allowed = ("facts", "programmes", "as_of", "declined")
    body = _members(value, allowed, "facts")
    rulebook = spelling.rulebook
    return Order(
        rows=(Row(1, None, checked_facts(body["facts"], spelling)),),
        programmes=within(body.get("programmes"), rulebook.programmes),
        as_of=body.get("as_of"),
        declined=within(body.get("declined"), rulebook.facts),
        is_one=True,
    )


def many_order(value: object, spelling: Spelling, most: int | None = None) -> Order:
    """The order of a `POST /calculate/batch` body; raises InvalidFacts."""
    body = _members(value, ("rows", "programmes", "as_of"), "rows")
    programmes = within(body.get("programmes"), spelling.rulebook.programmes)
    return Order(json_rows(body["rows"], spelling, most), programmes, body.get("as_of"))


def csv_order(
    data: bytes | None,
    members: Mapping[str, Any],
    spelling: Spelling,
    most: int | None = None,
) -> Order:
    """The order of a form with a CSV file; raises InvalidFacts."""
    form = _members(members, ("file", "programmes", "as_of"), "file")
    if data is None:
        _refuse("file", "file")
    rows = csv_rows(data, spelling, most)
    named = [one for text in form.get("programmes", ()) for one in listed(text)]
    programmes = within(named, spelling.rulebook.programmes)
    return Order(rows, programmes or None, str(form.get("as_of", "")).strip() or None)


def file_order(data: bytes, spelling: Spelling) -> Order:
    """The order of a file: a body of the API in JSON, its rows, its facts alone, or CSV."""
    if not data.removeprefix(codecs.BOM_UTF8).lstrip().startswith((b"{", b"[")):
        return Order(csv_rows(data, spelling))
    try:
        value = read_json(data)
    except NotJson:
        _refuse("not_json", "file")
    if isinstance(value, list):
        return Order(json_rows(value, spelling))
    if "rows" in value:
        return many_order(value, spelling)
    return one_order(value if "facts" in value else {"facts": value}, spelling)


def stated_facts(statements: Iterable[str], spelling: Spelling) -> dict[str, Any]:
    """Facts as they are stated on a command line, NAME=VALUE; raises InvalidFacts."""
    found: dict[str, Any] = {}
    for text in statements:
        name, *rest = _EQUALS.split(text, maxsplit=1)
        if not rest:
            _refuse("no_equals", name, text=text)
        fact = spelling.fact(name)
        if fact is None:
            _refuse("unknown", name, name=name, hint=_hint(spelling.nearest(name)))
        if fact in found:
            _refuse("doubled", fact, name=fact)
        found[fact] = spelling.value(fact, rest[0])
    return found


def json_rows(value: object, spelling: Spelling, most: int | None = None) -> tuple[Row, ...]:
    """The rows of a JSON array; raises InvalidFacts."""
    if not isinstance(value, list):
        _refuse("rows", "rows")
    _bounded("rows", len(value), most)
    return tuple(_json_row(number, one, spelling) for number, one in enumerate(value, start=1))


def csv_rows(data: bytes, spelling: Spelling, most: int | None = None) -> tuple[Row, ...]:
    """The rows of a CSV file in UTF-8 or GB18030; raises InvalidFacts."""
    records = _records(_decoded(data))
    _, header = next(records, (0, []))
    columns = _columns(header, spelling)
    rows: list[Row] = []
    for line, cells in records:
        _bounded("file", len(rows) + 1, most)
        rows.append(_csv_row(len(rows) + 1, line, cells, columns, spelling))
    _bounded("file", len(rows), most)
    return tuple(rows)


def checked_facts(value: object, spelling: Spelling) -> Any:
    """The facts of one case, without a name that stands twice; raises InvalidFacts."""
    if isinstance(value, Doubled):
        _refuse("doubled", value.name, name=value.name)
    if not isinstance(value, dict):
        return value  # the calculator says what facts are
    return {name: value[name] for name in within(list(value), spelling.rulebook.facts)}


def within(names: Any, known: Collection[str]) -> Any:
    """The names without those unknown ones that nobody would read an error of."""
    if not isinstance(names, list):
        return names
    unknown = [place for place, name in enumerate(names) if str(name) not in known]
    beyond = set(unknown[_LOOKED_AT:])
    return [name for place, name in enumerate(names) if place not in beyond] if beyond else names


def _members(value: object, allowed: Sequence[str], required: str) -> Mapping[str, Any]:
    """An object with the required member and no others than those allowed."""
    if isinstance(value, Doubled):
        _refuse("doubled", value.name, name=value.name)
    if not isinstance(value, dict):
        _refuse("not_object", "", members="、".join(allowed))
    for name in value:
        if name not in allowed:
            _refuse("unknown", name, name=name, hint=_hint(get_close_matches(name, allowed, n=1)))
    if required not in value:
        _refuse("missing", required, name=required)
    return value


def _json_row(number: int, value: object, spelling: Spelling) -> Row:
    row = Row(number, None, {})
    try:
        members = _members(value, ("id", "facts"), "facts")
        name = members.get("id")
        if name is not None and not (isinstance(name, str) and len(name) <= MAX_ID):
            _refuse("id", "id", most=MAX_ID)
        row = replace(row, id=name)
        return replace(row, facts=checked_facts(members["facts"], spelling))
    except InvalidFacts as error:
        return replace(row, problem=error.problems[0])


def _decoded(data: bytes) -> str:
    if data.startswith(_WORKBOOKS):
        _refuse("workbook", "file")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("gb18030").removeprefix("\ufeff")
    except UnicodeDecodeError:
        _refuse("encoding", "file")


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """The records that are not blank, each with the line on which it ends."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if any(one.strip() for one in cells):
                yield reader.line_num, cells
    except csv.Error:
        _refuse("broken", "file", line=reader.line_num)


def _columns(header: list[str], spelling: Spelling) -> tuple[str, ...]:
    """For each column its fact, or "" for the ids; raises InvalidFacts."""
    while header and not header[-1].strip():
        header = header[:-1]
    found: list[str] = []
    for place, text in enumerate(header, start=1):
        if not text.strip():
            _refuse("no_name", "file", n=place)
        name = "" if spelling.is_id(text) else spelling.fact(text)
        if name is None:
            hint = _hint(spelling.nearest(text))
            _refuse("unknown_column", text.strip(), name=text.strip()[:_SHOWN], hint=hint)
        if name in found:
            _refuse("doubled_column", name or "id", name=text.strip()[:_SHOWN])
        found.append(name)
    return tuple(found)


def _csv_row(
    number: int, line: int, cells: list[str], columns: Sequence[str], spelling: Spelling
) -> Row:
    named = dict(zip(columns, cells, strict=False))
    name = named.pop("", "").strip()
    row = Row(number, name[:MAX_ID] or None, {}, line)
    if any(one.strip() for one in cells[len(columns) :]):
        return replace(row, problem=_problem("too_wide", "", n=len(cells), columns=len(columns)))
    if len(name) > MAX_ID:
        return replace(row, problem=_problem("id", "id", most=MAX_ID))
    values = {fact: spelling.value(fact, text) for fact, text in named.items()}
    return replace(row, facts={fact: one for fact, one in values.items() if one is not None})


def _bounded(where: str, rows: int, most: int | None) -> None:
    if rows == 0:
        _refuse("empty", where)
    if most is not None and rows > most:
        _refuse("too_many", where, most=most)


def _hint(near: Sequence[str]) -> str:
    text: str = load_texts()["fact_table"]["errors"]["near"]
    return text.format(near="、".join(near)) if near else ""


def _problem(key: str, where: str, **values: object) -> Problem:
    text: str = load_texts()["fact_table"]["errors"][key]
    shown = {name: str(one)[:_SHOWN] for name, one in values.items()}
    return Problem(where[:_SHOWN], text.format(**shown))


def _refuse(key: str, where: str, **values: object) -> NoReturn:
    raise InvalidFacts((_problem(key, where, **values),))
