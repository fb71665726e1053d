"""High-end talent: annex3; the posts, titles, cards and homes of the main text; scientists."""

from .completions import ELIGIBLE, GRANTED, REFUSED, Case, Outcome
from .graduates import without_home_or_subsidy

PUBLIC_RESEARCH = frozenset({"public_institution", "university_or_institute"})


def _granted(met: bool) -> Outcome:
    return GRANTED if met else REFUSED


def _engaged(case: Case) -> bool:
    """High-end talent under a contract of five years (annex3/3.5)."""
    return bool(case["high_end_talent"] and case["contract_years"] >= 5)


def talent_post(case: Case) -> Outcome:
    return _granted(case["high_end_talent"] or case["urgent_post"])


def high_end_living_grant(case: Case) -> Outcome:
    if _engaged(case) and not case["in_higher_talent_plan"]:
        return Outcome(ELIGIBLE, 200_000, 200_000)
    return REFUSED


def high_end_project_grant(case: Case) -> Outcome:
    if case["leading_talent"] and case["major_project"] and case["contract_years"] >= 5:
        return Outcome(ELIGIBLE, 500_000, 5_000_000)
    return REFUSED


def angel_investment(case: Case) -> Outcome:
    if not (
        case["high_end_talent"]
        and case["founded_tech_company"]
        and case["project_funds_in_place"] >= 2_000_000
    ):
        return REFUSED
    return Outcome(ELIGIBLE, 0, min(int(case["project_total_investment"] * 3 // 10), 3_000_000))


def high_end_workspace(case: Case) -> Outcome:
    return _granted(case["high_end_talent"] and case["founded_tech_company"])


def high_end_tax_reward(case: Case) -> Outcome:
    if not (_engaged(case) and case["annual_salary"] >= 150_000):
        return REFUSED
    figure = min(int(case["iit_local_share"]), 200_000)
    return Outcome(ELIGIBLE, figure, figure)


def talent_scout_award(case: Case) -> Outcome:
    return _granted(case["scout_contribution"])


def high_end_plan_nomination(case: Case) -> Outcome:
    return _granted(_engaged(case))


def high_end_family(case: Case) -> Outcome:
    return _granted(case["high_end_talent"] and case["family_coming_along"])


def talent_vip_card(case: Case) -> Outcome:
    honoured = case["entrepreneur_honour"] in {"merit", "outstanding"}
    return _granted(honoured or case["high_end_talent"])


def high_end_office(case: Case) -> Outcome:
    return _granted(case["high_end_talent"] and case["wants_office"])


def songhua_elite(case: Case) -> Outcome:
    return Outcome(ELIGIBLE, 30_000, 30_000) if case["songhua_selected"] else REFUSED


def inventor_income_share(case: Case) -> Outcome:
    if case["employer"] in PUBLIC_RESEARCH and case["transfer_net_income"] > 0:
        return Outcome(ELIGIBLE, int(case["transfer_net_income"] * 8 // 10), None)
    return REFUSED


def scientist_startup_leave(case: Case) -> Outcome:
    return _granted(case["researcher"] and case["employer"] in PUBLIC_RESEARCH)


def talent_apartment(case: Case) -> Outcome:
    return _granted(without_home_or_subsidy(case))


def title_relief(case: Case) -> Outcome:
    breakthrough = case["researcher"] and case["outstanding_work"]
    return _granted(breakthrough or case["high_end_talent"] or case["urgent_post"])


def grassroots_title(case: Case) -> Outcome:
    return _granted(
        case["outstanding_work"] and case["township_years"] >= 30 and case["mid_title_years"] >= 10
    )
