"""The best combination of the eligible programmes, over all subsets of those that exclude."""

from collections.abc import Iterable
from itertools import chain, combinations
from math import inf
from typing import Any

from .programmes import CASH, PROGRAMMES
from .verdicts import Verdict

GRADUATE_CASH, GRADUATE_FLAT = "graduate-living-subsidy", "graduate-talent-apartment"
# One matter: at most one of each group (rules 1, 2, 4 and 5).
ONE_OF = (
    frozenset({GRADUATE_CASH, GRADUATE_FLAT}),
    frozenset(
        {
            GRADUATE_CASH,
            "hometown-graduate-living-subsidy",
            "high-end-living-grant",
            "professional-return-grant",
        }
    ),
    frozenset({"returning-entrepreneur", "startup-loan"}),
    frozenset({GRADUATE_FLAT, "talent-apartment"}),
)
# One benefit under two names: where both could be had, the second is left out for the first,
# whatever becomes of the first itself (no flat beside the cash that excludes it).
FIRST_BEFORE_SECOND = (
    ("high-end-living-grant", "professional-return-grant"),
    (GRADUATE_FLAT, "talent-apartment"),
    ("returning-entrepreneur", "startup-loan"),
)


def reference_combination(results: dict[str, Verdict], facts: dict[str, Any]) -> dict[str, Any]:
    """`{"programmes", "amount_min", "amount_max", "left_out": {programme: lost_to}}`."""
    eligible = [name for name, verdict in results.items() if verdict["status"] == "eligible"]
    twins = {
        second: first
        for first, second in FIRST_BEFORE_SECOND
        if first in eligible and second in eligible
    }
    standing = [name for name in eligible if name not in twins]
    rivals = [name for name in standing if any(name in group for group in ONE_OF)]
    wants_flat = facts.get("wants_talent_apartment") is True and GRADUATE_FLAT in eligible
    chosen = max(
        (
            subset
            for subset in _subsets(rivals)
            if _compatible(subset) and (not wants_flat or GRADUATE_FLAT in subset)
        ),
        key=lambda subset: _worth(subset, results),
    )
    kept = [name for name in standing if name not in rivals or name in chosen]
    low, high = _money(kept, results)
    lost = {name: _lost_to(name, chosen) for name in rivals if name not in chosen}
    return {
        "programmes": kept,
        "amount_min": low,
        "amount_max": None if high == inf else high,
        "left_out": {**twins, **lost},
    }


def _subsets(names: list[str]) -> Iterable[tuple[str, ...]]:
    return chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))


def _compatible(subset: tuple[str, ...]) -> bool:
    return all(len(group.intersection(subset)) <= 1 for group in ONE_OF)


def _worth(subset: tuple[str, ...], results: dict[str, Verdict]) -> tuple[float, float, int]:
    """Certain money, then what could be won, then as much in kind as goes."""
    certain, possible = _money(subset, results)
    return certain, possible, len(subset)


def _money(names: Iterable[str], results: dict[str, Verdict]) -> tuple[int, float]:
    certain: int = 0
    possible: float = 0
    for name in names:
        verdict, programme = results[name], PROGRAMMES[name]
        if programme.gives != CASH or verdict["amount_min"] is None:
            continue  # loans, in kind, no figure
        if programme.sure:
            certain += verdict["amount_min"]
        possible += inf if verdict["amount_max"] is None else verdict["amount_max"]
    return certain, possible


def _lost_to(name: str, chosen: tuple[str, ...]) -> str:
    """The chosen programme that excludes it, by the first rule that does."""
    return next(
        other
        for group in ONE_OF
        if name in group
        for other in chosen
        if other in group and other != name
    )
