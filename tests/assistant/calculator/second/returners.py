"""Those who come back to the city: annex6; and the overseas returnee of main/28."""

from .completions import AMBIGUOUS, ELIGIBLE, GRANTED, REFUSED, Case, Outcome
from .graduates import BACHELOR, MASTER

NATIVE, BY_FAMILY, STRANGER = "native", "by family", "stranger"
PERHAPS = Outcome(AMBIGUOUS)


def _origin(case: Case) -> str:
    """annex6/2 lets the family's home count; annex6/3.1.1 and /3.4.1 name natives only."""
    if case["jilin_city_origin"]:
        return NATIVE
    return BY_FAMILY if case["family_in_jilin_city"] else STRANGER


def _tied(case: Case) -> bool:
    return bool(case["jilin_city_origin"] or case["family_in_jilin_city"])


def _for_origin(case: Case) -> Outcome:
    return {NATIVE: GRANTED, BY_FAMILY: PERHAPS, STRANGER: REFUSED}[_origin(case)]


def hometown_graduate_living_subsidy(case: Case) -> Outcome:
    if not (
        case["full_time_study"]
        and case["degree"] in MASTER
        and case["years_since_graduation"] <= 5
        and _origin(case) != STRANGER
    ):
        return REFUSED
    beyond_doubt = (
        _origin(case) == NATIVE
        and case["years_since_graduation"] < 1
        and case["double_first_class"]
        and case["recruited_selected_graduate"]
    )
    return Outcome(ELIGIBLE if beyond_doubt else AMBIGUOUS, 50_000, 50_000)


def hometown_selected_graduate(case: Case) -> Outcome:
    if (
        case["full_time_study"]
        and case["double_first_class"]
        and case["degree"] in BACHELOR
        and case["years_since_graduation"] < 1
    ):
        return _for_origin(case)
    return REFUSED


def hometown_special_post(case: Case) -> Outcome:
    if (
        case["full_time_study"]
        and case["urgent_post"]
        and case["degree"] in MASTER
        and case["years_since_graduation"] <= 5
    ):
        return _for_origin(case)
    return REFUSED


def cadre_return(case: Case) -> Outcome:
    if not case["outside_public_institution_staff"]:
        return REFUSED
    by_origin = _for_origin(case)
    if by_origin == REFUSED:
        return REFUSED
    return by_origin if case["age"] <= 40 else PERHAPS  # 原则上 leaves room above forty


def professional_return_grant(case: Case) -> Outcome:
    if (
        case["works_at_university_or_institute_full_time_return"]
        and not case["in_higher_talent_plan"]
        and case["contract_years"] >= 5
        and _tied(case)
    ):
        return Outcome(ELIGIBLE, 200_000, 200_000)
    return REFUSED


def professional_return_posts(case: Case) -> Outcome:
    wanted = (
        case["holds_skill_licence"] or case["manager_of_large_enterprise"] or case["urgent_post"]
    )
    return GRANTED if wanted and _tied(case) else REFUSED


def village_return(case: Case) -> Outcome:
    return GRANTED if case["return_group"] != "none" and _tied(case) else REFUSED


def returnee_settlement(case: Case) -> Outcome:
    if case["overseas_returnee"] and case["chinese_national"] and case["degree"] in BACHELOR:
        return GRANTED
    return REFUSED
