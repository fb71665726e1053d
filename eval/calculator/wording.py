"""The calculator's figures as a text."""

from __future__ import annotations

from collections.abc import Sequence

from eval.calculator.questions import STEPS, Curve
from eval.calculator.speed import Speed
from eval.report import wording


def as_text(speed: Speed, orders: Sequence[Curve]) -> str:
    """A line a figure, then a row an order of questions."""
    words = wording()["calculator"]
    lines = [
        words["whole"].format(p50=speed.whole_p50, p95=speed.whole_p95, persons=speed.persons),
        words["batch"].format(rate=speed.verdicts_a_minute, formula=speed.one_formula_a_minute),
    ]
    if speed.openfisca_one is None:
        lines.append(words["no_openfisca"])
    else:
        lines.append(
            words["openfisca"].format(one=speed.openfisca_one, rate=speed.openfisca_a_minute)
        )
    lines.append(words["steps"].format(steps="、".join(map(str, STEPS))))
    for one in orders:
        shares = "  ".join(f"{share:.2f}" for share in one.decided)
        lines.append(f"{words[one.order]}  {shares}")
    return "\n".join(lines)
