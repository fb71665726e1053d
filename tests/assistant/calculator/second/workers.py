"""Skilled workers (annex5, main/12) and rural talent (annex2)."""

from .completions import AMBIGUOUS, ELIGIBLE, GRANTED, REFUSED, Case, Outcome


def _once(figure: int | None) -> Outcome:
    return REFUSED if figure is None else Outcome(ELIGIBLE, figure, figure)


def jiangcheng_craftsman(case: Case) -> Outcome:
    return _once(30_000 if case["craftsman_selected"] else None)


def skill_honour_award(case: Case) -> Outcome:
    honours = case["skill_honours"]
    if not honours:
        return REFUSED
    if not case["craftsman_selected"]:
        return Outcome(AMBIGUOUS, 0, 5000)  # main/12 alone: 3000 to 5000, not said for which
    return _once(5000 if {"skill_grand_prize", "special_allowance"} & set(honours) else 3000)


def skill_contest_prize(case: Case) -> Outcome:
    return _once({"first": 10_000, "second": 5000, "third": 3000}.get(case["contest_prize"]))


def skill_studio_award(case: Case) -> Outcome:
    return _once({"master_studio": 10_000, "mentor_workshop": 5000}.get(case["studio"]))


def craftsman_support(case: Case) -> Outcome:
    return GRANTED if case["craftsman_selected"] else REFUSED


def rural_expert_award(case: Case) -> Outcome:
    return _once(10_000 if case["rural_expert_selected"] else None)


def rural_skill_subsidy(case: Case) -> Outcome:
    steps = {
        "junior": 500,
        "intermediate": 800,
        "senior": 1000,
        "technician": 2000,
        "senior_technician": 3000,
    }
    return _once(steps.get(case["new_skill_level"]))


def rural_title_subsidy(case: Case) -> Outcome:
    five_years = {"junior": 5000, "intermediate": 10_000, "senior": 15_000}
    return _once(five_years.get(case["rural_title_level"]))


def rural_skill_contest(case: Case) -> Outcome:
    return GRANTED if case["rural_contest_passed"] else REFUSED


def rural_training(case: Case) -> Outcome:
    return GRANTED if case["applicant"] == "person" else REFUSED


def family_farm_relief(case: Case) -> Outcome:
    return GRANTED if case["family_farm"] else REFUSED


def rural_posts(case: Case) -> Outcome:
    return GRANTED if case["outstanding_rural_talent"] else REFUSED
