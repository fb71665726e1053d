"""A figure that a text says."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

Value = Fraction | str


@dataclass(frozen=True, slots=True)
class SaidFigure:
    """A figure as written, and its value in `unit`.

    Money is in 元, shares in %, dates ISO-like (`2021-09-01`, `09-01`, `2022`), ratios `1:1`, what
    cannot be read its own characters. Without a unit `unit` is empty and `kind` is `number`; the
    other kinds are those of corpus figures and `length`. `per` is the period that an amount is for,
    where it stands beside it (每月2000元, 2000元/月); `scale` what 万 and the like multiplied by.
    """

    text: str
    value: Value
    unit: str
    kind: str
    start: int
    end: int
    per: str = ""
    scale: int = 1
