"""Random valid profiles from a seed: clustered in plausible kinds, incomplete, often just at a
boundary, never out of bounds and never contradictory."""

from collections.abc import Iterator
from random import Random
from typing import Any

from .facts import BOUNDS, CELLS, CHOICES, HONOUR_SETS, Facts, contradictory

# Values about the figures of the text, besides any random number within the bounds.
EDGES: dict[str, tuple[float, ...]] = {
    "years_since_graduation": (0, 0.5, 0.99, 1, 1.5, 2, 2.01, 3, 4, 4.99, 5, 5.01, 5.5, 6, 60),
    "age": (14, 22, 35, 39, 40, 41, 50, 100),
    "contract_years": (0, 1, 2.99, 3, 4, 4.99, 5, 5.5, 6, 10, 60),
    "years_worked": (0, 0.5, 1, 2, 4.99, 5, 5.5, 8),
    "annual_salary": (0, 80_000, 149_999, 150_000, 150_001, 400_000),
    "iit_local_share": (0, 1, 30_001, 199_999, 200_000, 200_001, 10**12),
    "internship_months": (0, 0.5, 0.99, 1, 1.5, 2, 2.99, 3, 6),
    "probation_months": (0, 0.5, 0.99, 1, 3, 5.5, 6, 12),
    "minimum_wage": (0, 1540, 1780, 1880),
    "partners": (2, 3, 9, 10, 11, 1000),
    "years_operating": (0, 0.5, 0.99, 1, 1.01, 2, 5),
    "project_funds_in_place": (0, 1_999_999, 2_000_000, 2_000_001, 5_000_000),
    "project_total_investment": (
        *(0, 1_999_999, 2_000_000, 3_333_333, 9_999_999, 10_000_000, 10_000_001, 50_000_000),
    ),
    "apprentices": (0, 1, 7, 20),
    "apprentice_years": (0, 0.5, 1, 1.5, 2, 3),
    "contest_projects": (0, 1, 2, 10),
    "tech_deal_total": (0, 4_999_999, 5_000_000, 5_000_001, 8_000_000),
    "tech_contract_amount": (0, 5_555_555, 9_999_999, 10_000_000, 10_000_001, 12_345_678),
    "transfer_net_income": (0, 1, 2, 999_999, 1_000_000, 10**12),
    "township_years": (0, 12, 29, 29.99, 30, 30.5, 35),
    "mid_title_years": (0, 5, 9.99, 10, 10.5, 12),
}

# What each kind of asker mostly says: fact → likely values (None: any).
Kind = dict[str, tuple[Any, ...] | None]

_YES = (True, True, True, False)
_NO = (False, False, False, True)
_GRADUATION: Kind = {
    "degree": ("bachelor", "bachelor", "bachelor", "master", "master", "doctor", "associate"),
    "full_time_study": (True,) * 15 + (False,),
    "years_since_graduation": (0, 0.5, 0.99, 1, 2, 2.01, 3, 4, 4.99, 5, 5, 5, 5.01, 5.5),
    "school_tier": None,
    "double_first_class": None,
}
_HIRED: Kind = {
    "employer": ("private_above_scale",) * 60 + CHOICES["employer"],
    "contract_years": (5, 5, 5, 5, 5, 5.5, 6, 10, 4.99, 3),
    "social_insurance": (True,) * 15 + (False,),
}
_HOME: Kind = {
    "jilin_city_origin": None,
    "family_in_jilin_city": None,
}
_HOUSING: Kind = {
    "family_owns_home_in_city": _NO,
    "had_housing_subsidy": _NO,
    "wants_talent_apartment": None,
}
_HIGH_END: Kind = {
    "high_end_talent": (True,) * 7 + (False,),
    "contract_years": (4.99, 5, 5, 6),
    "in_higher_talent_plan": _NO,
}

KINDS: dict[str, Kind] = {
    "graduate": {
        **_GRADUATION,
        **_HIRED,
        **_HOUSING,
        "first_job": (True,) * 15 + (False,),
        "years_worked": (0, 1, 4.99, 5, 5, 5, 6),
        "bought_home_in_city": _YES,
        **_HOME,
    },
    "trainee": {
        **_GRADUATION,
        **_HOME,
        "years_since_graduation": (0, 0.5, 0.99, 1),
        "employer": ("none", "none", "private_other", "state_owned", "outside_city"),
        "contract_years": (2.99, 3, 3, 5),
        "social_insurance": _YES,
        "internship_months": None,
        "studied_in_jilin_city": None,
        "in_probation_post": _YES,
        "probation_months": None,
        "minimum_wage": None,
    },
    "hometown graduate": {
        **_GRADUATION,
        "jilin_city_origin": _YES,
        "family_in_jilin_city": None,
        "double_first_class": _YES,
        "years_since_graduation": (0, 0.5, 0.99, 1, 3, 5, 5.01),
        "recruited_selected_graduate": _YES,
        "urgent_post": None,
        "degree": ("bachelor", "master", "master", "doctor"),
        **_HIRED,
        "first_job": (True,) * 7 + (False,),
    },
    "returner": {
        **_HOME,
        "outside_public_institution_staff": _YES,
        "age": None,
        "excellent_three_years": None,
        "works_at_university_or_institute_full_time_return": _YES,
        **_HIGH_END,
        "holds_skill_licence": None,
        "manager_of_large_enterprise": None,
        "urgent_post": None,
        "return_group": None,
        "overseas_returnee": _YES,
        "chinese_national": _YES,
        "degree": ("bachelor", "master", "doctor", "associate"),
    },
    "founder": {
        "applicant": ("person", "person", "team", "enterprise"),
        "degree": ("none", "associate", "bachelor", "master"),
        "years_since_graduation": (0, 1, 2, 2.01, 5, 5.01),
        "team_selected": None,
        "business": None,
        "partners": None,
        "first_registered_business": _YES,
        "legal_representative": _YES,
        "years_operating": (0, 0.99, 1, 1, 2),
        "returning_entrepreneur_selected": None,
        "entrepreneur_honour": None,
        "family_farm": None,
        "founded_tech_company": None,
    },
    "high-end talent": {
        **_HIGH_END,
        "leading_talent": None,
        "major_project": _YES,
        "founded_tech_company": _YES,
        "project_funds_in_place": None,
        "project_total_investment": None,
        "annual_salary": None,
        "iit_local_share": None,
        "family_coming_along": None,
        "wants_office": None,
        "jilin_city_origin": None,
        "family_in_jilin_city": None,
        "works_at_university_or_institute_full_time_return": None,
        "songhua_selected": None,
    },
    "skilled worker": {
        "craftsman_selected": None,
        "skill_honours": None,
        "contest_prize": None,
        "studio": None,
        "holds_skill_licence": None,
        "age": None,
    },
    "villager": {
        "outstanding_rural_talent": _YES,
        "rural_expert_selected": None,
        "new_skill_level": None,
        "rural_title_level": None,
        "rural_contest_passed": None,
        "family_farm": None,
        "return_group": None,
        **_HOME,
        "business": None,
        "returning_entrepreneur_selected": None,
    },
    "enterprise": {
        "applicant": ("enterprise",),
        "apprentices": None,
        "apprentice_years": None,
        "urgent_occupation": None,
        "contest_projects": None,
        "tech_deal_total": None,
        "tech_contract_amount": None,
        "industrial_prospect": _YES,
        "research_platform": None,
        "talent_flats_on_own_land": None,
        "business": ("sme", "sme", "partnership", "individual"),
        "entrepreneur_honour": None,
        "scout_contribution": None,
        **_HIGH_END,
        "founded_tech_company": _YES,
        "project_funds_in_place": None,
        "project_total_investment": None,
    },
    "training organisation": {
        "applicant": ("training_org", "training_org", "enterprise"),
        "training_org_selected": _YES,
        "contest_projects": None,
        "apprentices": None,
    },
    "scientist": {
        "researcher": _YES,
        "employer": ("public_institution", "university_or_institute", "state_owned", "none"),
        "outstanding_work": None,
        "transfer_net_income": None,
        "township_years": (29.99, 30, 30, 31),
        "mid_title_years": (9.99, 10, 10, 12),
        "urgent_post": None,
        **_HIGH_END,
        **_HOUSING,
    },
    "entitled to much": {
        **_GRADUATION,
        **_HIRED,
        "first_job": (True,),
        **_HOUSING,
        "jilin_city_origin": _YES,
        "family_in_jilin_city": None,
        "years_since_graduation": (0, 0.5, 0.99, 1),
        "double_first_class": (True,),
        "recruited_selected_graduate": _YES,
        "high_end_talent": _YES,
        "in_higher_talent_plan": _NO,
        "works_at_university_or_institute_full_time_return": _YES,
        "business": None,
        "returning_entrepreneur_selected": _YES,
        "contest_prize": None,
    },
    "anybody": dict.fromkeys((*CELLS,)),
}
# The graduates' rows have the most conditions, and most who ask are graduates.
_NAMES = (*KINDS, *("graduate", "hometown graduate", "trainee") * 2)


def profiles(count: int, seed: int) -> Iterator[Facts]:
    """`count` profiles, the same ones for the same seed."""
    random = Random(seed)
    for _ in range(count):
        yield _profile(random)


def _profile(random: Random) -> Facts:
    kind = KINDS[random.choice(_NAMES)]
    told = random.choice((0.3, 0.6, 0.8, 0.9, 0.95, 1.0, 1.0))  # how much of it is said
    wanted = [fact for fact in kind if random.random() < told]
    wanted += random.sample((*CELLS,), random.choice((0, 0, 1, 2, 5)))
    if random.random() < 0.3:
        wanted.append("applicant")
    random.shuffle(wanted)
    wild = random.choice((0, 0, 0, 0.05, 0.2))  # how often a value is any at all
    profile: Facts = {}
    for fact in dict.fromkeys(wanted):
        value = _value(random, fact, kind.get(fact), wild)
        if not contradictory({**profile, fact: value}):
            profile[fact] = value
    return profile


def _value(random: Random, fact: str, likely: tuple[Any, ...] | None, wild: float) -> Any:
    if likely is not None and random.random() >= wild:
        return random.choice(likely)
    if fact in BOUNDS:
        return _number(random, fact)
    if fact == "skill_honours":
        return list(random.choice(HONOUR_SETS))
    return random.choice(CHOICES.get(fact, CELLS[fact]))


def _number(random: Random, fact: str) -> float:
    least, greatest, whole = BOUNDS[fact]
    if random.random() < 0.9:
        return random.choice(EDGES[fact])
    if random.random() < 0.1:
        return random.choice((least, greatest))
    if whole:
        return random.randint(least, min(greatest, random.choice((100, 10**4, 10**7, greatest))))
    return round(random.uniform(least, min(greatest, 12)), 2)
