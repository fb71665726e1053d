"""The facts: their choices and bounds, the values that stand for each cell of a number, and the
closed list of contradictions. Facts are a plain dict; an absent fact is unknown."""

from fractions import Fraction
from typing import Any

Facts = dict[str, Any]

YES_NO = (False, True)

BOOLEANS = (
    "full_time_study",
    "double_first_class",
    "jilin_city_origin",
    "family_in_jilin_city",
    "overseas_returnee",
    "chinese_national",
    "first_job",
    "social_insurance",
    "bought_home_in_city",
    "family_owns_home_in_city",
    "had_housing_subsidy",
    "wants_talent_apartment",
    "studied_in_jilin_city",
    "in_probation_post",
    "recruited_selected_graduate",
    "urgent_post",
    "outside_public_institution_staff",
    "excellent_three_years",
    "works_at_university_or_institute_full_time_return",
    "holds_skill_licence",
    "manager_of_large_enterprise",
    "team_selected",
    "first_registered_business",
    "legal_representative",
    "returning_entrepreneur_selected",
    "high_end_talent",
    "leading_talent",
    "in_higher_talent_plan",
    "major_project",
    "founded_tech_company",
    "family_coming_along",
    "wants_office",
    "scout_contribution",
    "craftsman_selected",
    "urgent_occupation",
    "training_org_selected",
    "outstanding_rural_talent",
    "rural_expert_selected",
    "rural_contest_passed",
    "family_farm",
    "songhua_selected",
    "industrial_prospect",
    "researcher",
    "research_platform",
    "talent_flats_on_own_land",
    "outstanding_work",
)

CHOICES: dict[str, tuple[str, ...]] = {
    "applicant": ("person", "team", "enterprise", "training_org"),
    "degree": ("none", "associate", "bachelor", "master", "doctor"),
    "school_tier": ("tsinghua_peking", "985_211", "other", "abroad"),
    "employer": (
        "private_above_scale",
        "private_other",
        "state_owned",
        "public_institution",
        "government",
        "university_or_institute",
        "own_business",
        "other",
        "outside_city",
        "none",
    ),
    "return_group": ("worker_or_trader", "retired_staff", "veteran", "none"),
    "business": ("individual", "partnership", "sme", "none"),
    "contest_prize": ("first", "second", "third", "none"),
    "studio": ("master_studio", "mentor_workshop", "none"),
    "new_skill_level": (
        "junior",
        "intermediate",
        "senior",
        "technician",
        "senior_technician",
        "none",
    ),
    "rural_title_level": ("junior", "intermediate", "senior", "none"),
    "entrepreneur_honour": (
        "merit",
        "outstanding",
        "new_generation",
        "top100",
        "investor",
        "honorary_citizen",
        "none",
    ),
}

HONOURS = ("skill_grand_prize", "technical_expert", "special_allowance")
HONOUR_SETS = tuple(
    tuple(honour for place, honour in enumerate(HONOURS) if mask >> place & 1) for mask in range(8)
)

GREATEST = 10**12
# fact → least, greatest, whole numbers only
BOUNDS: dict[str, tuple[int, int, bool]] = {
    "years_since_graduation": (0, 60, False),
    "age": (14, 100, True),
    "contract_years": (0, 60, False),
    "years_worked": (0, 60, False),
    "annual_salary": (0, GREATEST, True),
    "iit_local_share": (0, GREATEST, True),
    "internship_months": (0, 60, False),
    "probation_months": (0, 60, False),
    "minimum_wage": (0, 10**6, True),
    "partners": (2, 1000, True),
    "years_operating": (0, 60, False),
    "project_funds_in_place": (0, GREATEST, True),
    "project_total_investment": (0, GREATEST, True),
    "apprentices": (0, 10**6, True),
    "apprentice_years": (0, 60, False),
    "contest_projects": (0, 10**4, True),
    "tech_deal_total": (0, GREATEST, True),
    "tech_contract_amount": (0, GREATEST, True),
    "transfer_net_income": (0, GREATEST, True),
    "township_years": (0, 60, False),
    "mid_title_years": (0, 60, False),
}


def _short_of(number: int) -> Fraction:
    return number - Fraction(1, 100)


def _past(number: int) -> Fraction:
    return number + Fraction(1, 100)


# The values that an open fact may take: at, below and above every figure of the text.
CELLS: dict[str, tuple[Any, ...]] = {
    **dict.fromkeys(BOOLEANS, YES_NO),
    **CHOICES,
    # An unknown school never holds a verdict up: abroad counts only where it is said.
    "school_tier": ("tsinghua_peking", "985_211", "other"),
    "skill_honours": HONOUR_SETS,
    "years_since_graduation": (0, _short_of(1), 1, 2, _past(2), 5, _past(5), 60),
    "age": (14, 40, 41, 100),
    "contract_years": (0, _short_of(3), 3, _short_of(5), 5, 60),
    "years_worked": (0, _short_of(5), 5, 60),
    "annual_salary": (0, 149_999, 150_000, GREATEST),
    "iit_local_share": (0, 199_999, 200_000, 200_001, GREATEST),
    "internship_months": (0, _short_of(1), 1, _short_of(2), 2, _short_of(3), 3, 60),
    "probation_months": (0, _short_of(1), 1, 60),
    "minimum_wage": (0, 1, 10**6),
    "partners": (2, 9, 10, 11, 1000),
    "years_operating": (0, _short_of(1), 1, 60),
    "project_funds_in_place": (0, 1_999_999, 2_000_000, GREATEST),
    "project_total_investment": (0, 1_999_999, 2_000_000, 9_999_999, 10_000_000, GREATEST),
    "apprentices": (0, 1, 10**6),
    "apprentice_years": (1,),  # absent: as for one year
    "contest_projects": (0, 1, 10**4),
    "tech_deal_total": (0, 5_000_000, 5_000_001, GREATEST),
    "tech_contract_amount": (0, 9_999_999, 10_000_000, GREATEST),
    "transfer_net_income": (0, 1, GREATEST),
    "township_years": (0, _short_of(30), 30, 60),
    "mid_title_years": (0, _short_of(10), 10, 60),
}

# fact → the facts that it may contradict
LINKED: dict[str, tuple[str, ...]] = {
    "school_tier": ("double_first_class",),
    "double_first_class": ("school_tier",),
    "employer": ("first_job",),
    "first_job": ("employer",),
    "in_probation_post": ("probation_months",),
    "probation_months": ("in_probation_post",),
    "business": ("partners", "years_operating"),
    "partners": ("business",),
    "years_operating": ("business",),
    "leading_talent": ("high_end_talent",),
    "works_at_university_or_institute_full_time_return": ("high_end_talent",),
    "high_end_talent": ("leading_talent", "works_at_university_or_institute_full_time_return"),
    "project_funds_in_place": ("project_total_investment",),
    "project_total_investment": ("project_funds_in_place",),
    "outstanding_rural_talent": ("rural_expert_selected",),
    "rural_expert_selected": ("outstanding_rural_talent",),
}


def contradictory(facts: Facts) -> bool:
    """Whether any two of the known facts contradict each other."""
    return _people_contradict(facts) or _businesses_contradict(facts)


def _people_contradict(facts: Facts) -> bool:
    say = facts.get
    if say("school_tier") in {"tsinghua_peking", "985_211"} and say("double_first_class") is False:
        return True
    if say("employer") == "none" and say("first_job") is True:
        return True
    if say("in_probation_post") is False and (say("probation_months") or 0) > 0:
        return True
    if say("rural_expert_selected") is True and say("outstanding_rural_talent") is False:
        return True
    back_full_time = say("works_at_university_or_institute_full_time_return")
    return say("high_end_talent") is False and (say("leading_talent") or back_full_time) is True


def _businesses_contradict(facts: Facts) -> bool:
    say = facts.get
    form = say("business")
    if say("partners") is not None and form in {"individual", "sme", "none"}:
        return True
    if form == "none" and (say("years_operating") or 0) > 0:
        return True
    funds, total = say("project_funds_in_place"), say("project_total_investment")
    return funds is not None and total is not None and funds > total


def exact(value: Any) -> Any:
    """A number as the fraction that its decimal text says; anything else as it stands."""
    return Fraction(str(value)) if type(value) is float else value
