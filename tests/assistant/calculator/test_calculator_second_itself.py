"""The second calculator against the examples of the specification, and its way of completing
facts against the plain product of all values."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from second import reference, reference_combination
from second.completions import outcomes
from second.facts import BOUNDS, CELLS, CHOICES, HONOURS, contradictory
from second.profiles import profiles
from second.programmes import PROGRAMMES
from second.verdicts import _asked

TODAY = date(2026, 3, 1)
MASTER_HIRED = {
    "degree": "master",
    "full_time_study": True,
    "years_since_graduation": 0.5,
    "employer": "private_above_scale",
    "first_job": True,
    "contract_years": 5,
    "social_insurance": True,
}
SETTLED = {"family_owns_home_in_city": False, "had_housing_subsidy": False}
HIGH_END = {"high_end_talent": True, "contract_years": 5, "in_higher_talent_plan": False}


def _said(programme: str, facts: dict[str, Any], as_of: date = TODAY) -> tuple[Any, ...]:
    result = reference(facts, as_of)[programme]
    status = "not_yet" if result["not_yet"] else result["status"]
    return status, result["amount_min"], result["amount_max"]


@pytest.mark.parametrize(
    ("programme", "facts", "expected"),
    [
        ("graduate-living-subsidy", MASTER_HIRED, ("eligible", 60_000, 120_000)),
        (
            "graduate-living-subsidy",
            {**MASTER_HIRED, "double_first_class": False},
            ("eligible", 60_000, 60_000),
        ),
        (
            "graduate-living-subsidy",
            {**MASTER_HIRED, "school_tier": "tsinghua_peking"},
            ("eligible", 120_000, 120_000),
        ),
        (
            "graduate-living-subsidy",
            {**MASTER_HIRED, "school_tier": "abroad", "degree": "bachelor"},
            ("ambiguous", 0, 18_000),
        ),
        (
            "graduate-living-subsidy",
            {**MASTER_HIRED, "contract_years": 4.99},
            ("ineligible", 0, 0),
        ),
        (
            "graduate-living-subsidy",
            {**MASTER_HIRED, "first_job": None},
            ("needs_info", 0, 120_000),
        ),
        (
            "graduate-housing-subsidy",
            {**MASTER_HIRED, "years_worked": 4.99, "school_tier": "abroad"},
            ("not_yet", 0, 0),
        ),
        (
            "graduate-housing-subsidy",
            {**MASTER_HIRED, "years_worked": 4, "years_since_graduation": 5.5},
            ("ineligible", 0, 0),
        ),
        ("graduate-talent-apartment", {**MASTER_HIRED, **SETTLED}, ("needs_info", None, None)),
        ("probation-subsidy", {"probation_months": 3}, ("needs_info", None, None)),
        (
            "probation-subsidy",
            {"minimum_wage": 1780, "employer": "none", "degree": "associate"},
            ("needs_info", 0, None),
        ),
        (
            "probation-subsidy",
            {
                "minimum_wage": 1780,
                "employer": "none",
                "degree": "associate",
                "probation_months": 5.5,
            },
            ("eligible", 8900, 8900),
        ),
        ("probation-subsidy", {"minimum_wage": 1780, "first_job": True}, ("ineligible", 0, 0)),
        ("angel-investment", {"project_total_investment": 1_999_999}, ("ineligible", 0, 0)),
        (
            "angel-investment",
            {**HIGH_END, "founded_tech_company": True, "project_funds_in_place": 2_000_000},
            ("eligible", 0, 3_000_000),
        ),
        ("startup-loan", {}, ("needs_info", 0, 4_000_000)),
        ("startup-loan", {"partners": 9}, ("eligible", 0, 1_980_000)),
        ("startup-loan", {"years_operating": 0.01}, ("eligible", 0, 4_000_000)),
        (
            "returning-entrepreneur",
            {"returning_entrepreneur_selected": True, "business": "none"},
            ("eligible", 0, 0),
        ),
        (
            "cadre-return",
            {"jilin_city_origin": True, "outside_public_institution_staff": True, "age": 41},
            ("ambiguous", None, None),
        ),
        (
            "apprenticeship-subsidy",
            {"apprentices": 3, "apprentice_years": 1.5, "urgent_occupation": True},
            ("eligible", 25_875, None),
        ),
        (
            "skill-honour-award",
            {"skill_honours": ["technical_expert"], "craftsman_selected": True},
            ("eligible", 3000, 3000),
        ),
        (
            "skill-honour-award",
            {"skill_honours": ["technical_expert"], "craftsman_selected": False},
            ("ambiguous", 0, 5000),
        ),
        ("rural-posts", {"rural_expert_selected": True}, ("eligible", None, None)),
        ("first-startup-subsidy", {"years_operating": 0.99}, ("not_yet", 0, 0)),
        ("tech-transfer-grant", {"tech_deal_total": 5_000_000}, ("ineligible", 0, 0)),
        ("inventor-income-share", {"employer": "own_business"}, ("ineligible", 0, 0)),
        ("talent-credit", {}, ("needs_info", None, None)),
        ("talent-credit", {"applicant": "team"}, ("ineligible", None, None)),
        ("jiangcheng-craftsman", {"craftsman_selected": False}, ("not_yet", 0, 0)),
    ],
)
def test_examples_of_the_specification(
    programme: str, facts: dict[str, Any], expected: tuple[Any, ...]
) -> None:
    assert _said(programme, facts) == expected


def test_the_wide_reading_alone_is_ambiguous_and_the_narrow_one_is_eligible() -> None:
    narrow = {
        **MASTER_HIRED,
        "jilin_city_origin": True,
        "double_first_class": True,
        "recruited_selected_graduate": True,
    }
    programme = "hometown-graduate-living-subsidy"
    assert _said(programme, narrow) == ("eligible", 50_000, 50_000)
    assert _said(programme, {**narrow, "years_since_graduation": 1}) == ("ambiguous", 0, 50_000)
    by_family = {**narrow, "jilin_city_origin": False, "family_in_jilin_city": True}
    assert _said(programme, by_family) == ("ambiguous", 0, 50_000)


def test_nothing_is_in_force_before_september_2021() -> None:
    eve, day = date(2021, 8, 31), date(2021, 9, 1)
    assert _said("graduate-living-subsidy", MASTER_HIRED, eve) == ("ineligible", 0, 0)
    assert _said("talent-scout-award", {"scout_contribution": True}, eve)[1:] == (None, None)
    assert _said("jiangcheng-craftsman", {"craftsman_selected": False}, eve)[0] == "ineligible"
    assert _said("graduate-living-subsidy", MASTER_HIRED, day)[0] == "eligible"


def test_all_programmes_are_listed_in_order() -> None:
    names = list(reference({}, TODAY))
    assert len(names) == 58
    assert names[0] == "graduate-living-subsidy"
    assert names[-1] == "returnee-settlement"


def _combined(facts: dict[str, Any]) -> dict[str, Any]:
    return reference_combination(reference(facts, TODAY), facts)


def test_an_award_still_to_be_won_never_pushes_out_an_entitlement() -> None:
    combined = _combined({**MASTER_HIRED, **HIGH_END, "school_tier": "985_211"})
    assert "graduate-living-subsidy" in combined["programmes"]
    assert combined["left_out"] == {"high-end-living-grant": "graduate-living-subsidy"}
    assert (combined["amount_min"], combined["amount_max"]) == (120_000, 120_000)


def test_the_wished_apartment_takes_the_place_of_the_cash() -> None:
    facts = {**MASTER_HIRED, **SETTLED, "school_tier": "985_211"}
    assert _combined(facts)["left_out"] == {
        "graduate-talent-apartment": "graduate-living-subsidy",
        "talent-apartment": "graduate-talent-apartment",
    }
    combined = _combined({**facts, "wants_talent_apartment": True})
    assert combined["left_out"] == {
        "graduate-living-subsidy": "graduate-talent-apartment",
        "talent-apartment": "graduate-talent-apartment",
    }
    assert (combined["amount_min"], combined["amount_max"]) == (0, 0)


def test_the_first_of_two_names_is_kept_and_loans_are_not_summed() -> None:
    combined = _combined(
        {
            **HIGH_END,
            "works_at_university_or_institute_full_time_return": True,
            "jilin_city_origin": True,
            "business": "sme",
            "returning_entrepreneur_selected": True,
        }
    )
    assert combined["left_out"] == {
        "professional-return-grant": "high-end-living-grant",
        "startup-loan": "returning-entrepreneur",
    }
    assert (combined["amount_min"], combined["amount_max"]) == (0, 200_000)


# Left out: the one law whose figure hangs on whether its only fact is known at all.
@pytest.mark.parametrize("name", sorted({*PROGRAMMES} - {"enterprise-contest-subsidy"}))
def test_completing_as_needed_gives_what_all_completions_give(name: str) -> None:
    """For profiles that leave little open, the plain product of all values agrees."""
    law, asked, compared = PROGRAMMES[name].law, _asked(name), 0
    for profile in profiles(3000, seed=7):
        known = {fact: profile[fact] for fact in asked if fact in profile}
        opened = [fact for fact in asked if fact not in known]
        unread = {"minimum_wage", "probation_months"} & set(opened)
        # `partners` has no value but in a partnership; the laws ask only there.
        if unread or "partners" in opened or not 0 < len(opened) <= 3:
            continue
        everything = (
            {**known, **dict(zip(opened, values, strict=True))}
            for values in product(*(CELLS[fact] for fact in opened))
        )
        plain = {
            outcome
            for whole in everything
            if not contradictory(whole)
            for outcome in outcomes(law, whole)
        }
        assert set(outcomes(law, known)) == plain
        compared += 1
        if compared == 30:
            break
    assert compared


def test_profiles_are_valid_and_repeatable() -> None:
    some = list(profiles(2000, seed=3))
    assert some == list(profiles(2000, seed=3))
    assert len({len(profile) for profile in some}) > 20
    for profile in some:
        assert not contradictory(profile)
        for fact, value in profile.items():
            if fact in BOUNDS:
                least, greatest, whole = BOUNDS[fact]
                assert least <= value <= greatest
                assert type(value) is int or not whole
            elif fact == "skill_honours":
                assert set(value) <= set(HONOURS)
            elif fact in CHOICES:
                assert value in CHOICES[fact]
            else:
                assert type(value) is bool
