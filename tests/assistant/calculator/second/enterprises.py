"""Those who found or run a business, and institutions: loans, honours, training, technology."""

from .completions import ELIGIBLE, GRANTED, REFUSED, Case, Outcome


def _credit(case: Case) -> Outcome:
    """main/16: up to 200000 alone, 220000 a partner and 2200000 in all, 4000000 for a firm."""
    form = case["business"]
    if form == "none":
        return Outcome(ELIGIBLE, 0, 0)
    if form == "partnership":
        return Outcome(ELIGIBLE, 0, min(220_000 * int(case["partners"]), 2_200_000))
    return Outcome(ELIGIBLE, 0, 200_000 if form == "individual" else 4_000_000)


def startup_loan(case: Case) -> Outcome:
    return REFUSED if case["business"] == "none" else _credit(case)


def returning_entrepreneur(case: Case) -> Outcome:
    return _credit(case) if case["returning_entrepreneur_selected"] else REFUSED


def apprenticeship_subsidy(case: Case) -> Outcome:
    if not case["apprentices"] > 0:
        return REFUSED
    each = 5750 if case["urgent_occupation"] else 5000  # 5000, and 15 % more
    return Outcome(ELIGIBLE, int(each * case["apprentices"] * case["apprentice_years"] // 1), None)


def enterprise_skill_evaluation(case: Case) -> Outcome:
    return GRANTED if case["applicant"] == "enterprise" else REFUSED


def enterprise_contest_subsidy(case: Case) -> Outcome:
    if not case["contest_projects"] > 0:
        return REFUSED
    figure = int(30_000 * case["contest_projects"])
    # The text sets no limit to the number of projects.
    return Outcome(ELIGIBLE, figure, None if case.open("contest_projects") else figure)


def training_org_award(case: Case) -> Outcome:
    return Outcome(ELIGIBLE, 10_000, 30_000) if case["training_org_selected"] else REFUSED


def entrepreneur_honours(case: Case) -> Outcome:
    return REFUSED if case["entrepreneur_honour"] == "none" else GRANTED


def honoured_enterprise_support(case: Case) -> Outcome:
    return REFUSED if case["entrepreneur_honour"] in {"none", "honorary_citizen"} else GRANTED


def new_entrepreneur_training(case: Case) -> Outcome:
    return GRANTED if case["applicant"] == "person" else REFUSED


def tech_transfer_grant(case: Case) -> Outcome:
    if not (case["industrial_prospect"] and case["tech_deal_total"] > 5_000_000):
        return REFUSED
    return Outcome(ELIGIBLE, 0, min(int(case["tech_contract_amount"] // 10), 1_000_000))


def research_platform_support(case: Case) -> Outcome:
    return GRANTED if case["research_platform"] else REFUSED


def talent_flat_land(case: Case) -> Outcome:
    return GRANTED if case["talent_flats_on_own_land"] else REFUSED


def talent_credit(case: Case) -> Outcome:
    return GRANTED if case["applicant"] in {"person", "enterprise"} else REFUSED
