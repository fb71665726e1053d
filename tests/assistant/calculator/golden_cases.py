"""Reads the golden cases and compares a calculation with what a case expects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.calculator.result import Calculation, Result
from corpus.rulebook.lines import read_placed
from corpus.rulebook.placed import place_of

GOLDEN = Path(__file__).parent / "golden"
DAY = date(2026, 1, 15)


@dataclass(frozen=True)
class GoldenCase:
    """A case as written: facts, day, and what must come out."""

    name: str
    clause: str
    facts: Mapping[str, Any]
    day: date
    expect: Mapping[str, Mapping[str, Any]]
    combination: Mapping[str, Any]
    error: str | None
    place: str


def golden_cases() -> list[GoldenCase]:
    """All cases of all files."""
    return [
        _case(path, content.get("profiles", {}), one)
        for path in sorted(GOLDEN.glob("*.yaml"))
        for content in [read_placed(path)]
        for one in content["cases"]
    ]


def differences(case: GoldenCase, calculation: Calculation) -> list[str]:
    """What a calculation gives otherwise than the case expects."""
    found = []
    results = {one.programme: one for one in calculation.results}
    for programme, expected in case.expect.items():
        for key, value in expected.items():
            got, agrees = _compared(results[programme], key, value)
            if not agrees:
                found.append(f"{programme}.{key}: {got!r}, expected {value!r}")
    return found + list(_combination(case.combination, calculation))


def _case(path: Path, profiles: Mapping[str, Any], one: Mapping[str, Any]) -> GoldenCase:
    base = profiles[one["like"]] if "like" in one else {}
    facts = {**base, **one.get("facts", {})}
    day = one.get("as_of", DAY)
    return GoldenCase(
        name=f"{path.stem}: {one['case']}",
        clause=one["clause"],
        facts=facts,
        day=day if isinstance(day, date) else date.fromisoformat(day),
        expect=one.get("expect", {}),
        combination=one.get("combination", {}),
        error=one.get("error"),
        place=f"{path.name}:{place_of(one).rpartition(':')[2]}",
    )


def _compared(result: Result, key: str, value: Any) -> tuple[Any, bool]:
    if key == "amount":
        got = [result.amount_min, result.amount_max]
        return got, got == (value if isinstance(value, list) else [value, value])
    if key == "missing":
        return result.missing, set(value) <= set(result.missing)
    if key == "not_missing":
        return result.missing, set(value).isdisjoint(result.missing)
    if key == "periods":
        return len(result.schedule), len(result.schedule) == value
    if key == "period":
        periods = [one.period for one in result.schedule]
        return periods, periods[:1] == [value]
    got = getattr(result, key)
    return got, got == value


def _combination(expected: Mapping[str, Any], calculation: Calculation) -> Iterator[str]:
    one = calculation.combination
    left_out = {each.programme: each.lost_to for each in one.left_out}
    alternatives = [set(each.programmes) for each in one.alternatives]
    sums = [one.amount_min, one.amount_max]
    wanted = expected.get("amount", sums)
    wanted = wanted if isinstance(wanted, list) else [wanted, wanted]
    checks = {
        f"programmes {one.programmes}": set(expected.get("programmes", ())) <= set(one.programmes),
        f"not_programmes {one.programmes}": set(expected.get("not_programmes", ())).isdisjoint(
            one.programmes
        ),
        f"amount {sums}, expected {wanted}": sums == wanted,
        f"left_out {left_out}": expected.get("left_out", {}).items() <= left_out.items(),
        f"alternatives {alternatives}": all(
            any(set(names) <= each for each in alternatives)
            for names in expected.get("alternatives", ())
        ),
    }
    yield from (f"combination {what}" for what, agrees in checks.items() if not agrees)
