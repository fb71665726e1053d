"""Graduates: annex1, main/17 (teams, first start-up), main/18 (internship, probation)."""

from math import floor

from .completions import AMBIGUOUS, ELIGIBLE, GRANTED, REFUSED, Case, Outcome

COLLEGE = frozenset({"associate", "bachelor", "master", "doctor"})
BACHELOR = frozenset({"bachelor", "master", "doctor"})
MASTER = frozenset({"master", "doctor"})
FIRST_RATE = frozenset({"985_211", "tsinghua_peking"})


def recruited_by_private_enterprise(case: Case) -> bool:
    """annex1/3.2.1: first job in a large private enterprise, five years, insured."""
    return (
        case["full_time_study"]
        and case["first_job"]
        and case["social_insurance"]
        and case["contract_years"] >= 5
        and case["years_since_graduation"] <= 5
        and case["employer"] == "private_above_scale"
        and case["degree"] in BACHELOR
    )


def _by_school(case: Case, highest: int, high: int, middle: int, low: int) -> Outcome:
    """The four rows of annex1/3.2.1.1 and /3.2.1.2; a school abroad has none, at best the other
    schools'."""
    degree, tier = case["degree"], case["school_tier"]
    if degree in MASTER:
        figure = highest if tier in FIRST_RATE else high
    elif tier == "tsinghua_peking":
        figure = high
    elif tier == "985_211":
        figure = middle
    else:
        figure = low
    return Outcome(AMBIGUOUS if tier == "abroad" else ELIGIBLE, figure, figure)


def graduate_living_subsidy(case: Case) -> Outcome:
    if not recruited_by_private_enterprise(case):
        return REFUSED
    months = 12 * 5
    return _by_school(case, 2000 * months, 1000 * months, 500 * months, 300 * months)


def graduate_housing_subsidy(case: Case) -> Outcome:
    if not (
        recruited_by_private_enterprise(case)
        and case["years_worked"] >= 5
        and case["bought_home_in_city"]
    ):
        return REFUSED
    return _by_school(case, 100_000, 50_000, 30_000, 20_000)


def without_home_or_subsidy(case: Case) -> bool:
    """main/27: no home in the urban area, no policy housing benefit."""
    return not case["family_owns_home_in_city"] and not case["had_housing_subsidy"]


def graduate_talent_apartment(case: Case) -> Outcome:
    if (
        without_home_or_subsidy(case)
        and recruited_by_private_enterprise(case)
        and case["degree"] in MASTER
        and case["school_tier"] in FIRST_RATE
    ):
        return GRANTED
    return REFUSED


def graduate_public_post(case: Case) -> Outcome:
    if (
        case["full_time_study"]
        and case["degree"] in BACHELOR
        and case["years_since_graduation"] <= 5
    ):
        return GRANTED
    return REFUSED


def internship_subsidy(case: Case) -> Outcome:
    if not (
        case["social_insurance"]
        and case["contract_years"] >= 3
        and case["years_since_graduation"] < 1
        and case["degree"] in COLLEGE
        and case["employer"] not in {"none", "outside_city"}
        and (case["studied_in_jilin_city"] or case["jilin_city_origin"])
        and case["internship_months"] >= 1
    ):
        return REFUSED
    months = min(floor(case["internship_months"]), 3)
    return Outcome(ELIGIBLE, 500 * months, 1000 * months)


def probation_subsidy(case: Case) -> Outcome:
    if not (case["degree"] in COLLEGE and case["employer"] == "none" and case["in_probation_post"]):
        return REFUSED
    wage_open, months_open = case.open("minimum_wage"), case.open("probation_months")
    if wage_open or months_open:
        return Outcome(ELIGIBLE, None, None)
    figure = int(case["minimum_wage"]) * floor(case["probation_months"])
    return Outcome(ELIGIBLE, figure, figure)


def startup_team_grant(case: Case) -> Outcome:
    if case["degree"] in COLLEGE and case["years_since_graduation"] <= 5 and case["team_selected"]:
        return Outcome(ELIGIBLE, 100_000, 500_000)
    return REFUSED


def first_startup_subsidy(case: Case) -> Outcome:
    if (
        case["first_registered_business"]
        and case["legal_representative"]
        and case["degree"] in COLLEGE
        and case["years_since_graduation"] <= 2
        and case["years_operating"] >= 1
    ):
        return Outcome(ELIGIBLE, 5000, 5000)
    return REFUSED
