"""From when the rules hold, and until when the plans of some years among them run."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from corpus.rulebook.entry import Entry, read_date


@dataclass(frozen=True, slots=True)
class Validity:
    """`plan_end` is the day from which a plan's period is over or ending."""

    start: date
    start_clause: str
    start_says: str
    date_clause: str
    plan_years: int
    plan_articles: tuple[str, ...]
    plan_says: str
    plan_annexes: tuple[str, ...]
    place: str = field(default="", compare=False)

    @property
    def plan_end(self) -> date:
        return self.start.replace(year=self.start.year + self.plan_years)

    def is_plan(self, clauses: tuple[str, ...]) -> bool:
        """Whether clauses belong to the plans, all of them."""
        return all(
            one in self.plan_articles or one.partition("/")[0] in self.plan_annexes
            for one in clauses
        )


def read_validity(entry: Entry) -> Validity:
    """The content of validity.yaml."""
    start = Entry(entry.take("start", dict), entry.place)
    plan = Entry(entry.take("plan", dict), entry.place)
    validity = Validity(
        start=read_date(start, "from"),
        start_clause=start.text("clause"),
        start_says=start.text("says"),
        date_clause=start.text("date_clause"),
        plan_years=plan.take("years", int),
        plan_articles=plan.texts("articles"),
        plan_says=plan.text("says"),
        plan_annexes=plan.texts("annexes"),
        place=entry.place,
    )
    for one in (start, plan, entry):
        one.close()
    return validity
