"""The programmes in the order of the specification: who may ask, and what is given."""

from typing import NamedTuple

from . import enterprises, graduates, returners, talents, workers
from .completions import NOTHING, Law

CASH, LOAN, IN_KIND, NO_FIGURE = "cash", "loan", "in_kind", "cash without a figure"
PERSON, TEAM, ENTERPRISE, TRAINING_ORG = "person", "team", "enterprise", "training_org"


class Programme(NamedTuple):
    """`sure`: once eligible its money is certain, being due or already won.

    `awaits`: those of its conditions that time, a purchase or a selection can still meet."""

    law: Law
    audience: tuple[str, ...]
    gives: str
    sure: bool = True
    awaits: frozenset[str] = NOTHING


def _person(
    law: Law, gives: str = CASH, *, sure: bool = True, awaits: frozenset[str] = NOTHING
) -> Programme:
    return Programme(law, (PERSON,), gives, sure, awaits)


def _either(
    law: Law, gives: str = CASH, *, sure: bool = True, awaits: frozenset[str] = NOTHING
) -> Programme:
    return Programme(law, (PERSON, ENTERPRISE), gives, sure, awaits)


def _enterprise(law: Law, gives: str = CASH) -> Programme:
    return Programme(law, (ENTERPRISE,), gives)


_CRAFTSMAN = frozenset({"craftsman_selected"})

PROGRAMMES: dict[str, Programme] = {
    "graduate-living-subsidy": _person(graduates.graduate_living_subsidy),
    "graduate-housing-subsidy": _person(
        graduates.graduate_housing_subsidy,
        awaits=frozenset({"years_worked", "bought_home_in_city"}),
    ),
    "graduate-talent-apartment": _person(graduates.graduate_talent_apartment, IN_KIND),
    "graduate-public-post": _person(graduates.graduate_public_post, IN_KIND),
    "internship-subsidy": _person(graduates.internship_subsidy),
    "probation-subsidy": _person(
        graduates.probation_subsidy, awaits=frozenset({"in_probation_post"})
    ),
    "hometown-graduate-living-subsidy": _person(returners.hometown_graduate_living_subsidy),
    "hometown-selected-graduate": _person(returners.hometown_selected_graduate, IN_KIND),
    "hometown-special-post": _person(returners.hometown_special_post, IN_KIND),
    "talent-post": _person(talents.talent_post, IN_KIND),
    "cadre-return": _person(returners.cadre_return, IN_KIND),
    "professional-return-grant": _person(returners.professional_return_grant, sure=False),
    "professional-return-posts": _person(returners.professional_return_posts, IN_KIND),
    "village-return": _person(returners.village_return, IN_KIND),
    "startup-team-grant": Programme(
        graduates.startup_team_grant, (PERSON, TEAM), CASH, awaits=frozenset({"team_selected"})
    ),
    "first-startup-subsidy": _person(
        graduates.first_startup_subsidy, awaits=frozenset({"years_operating"})
    ),
    "startup-loan": _either(enterprises.startup_loan, LOAN),
    "returning-entrepreneur": _either(
        enterprises.returning_entrepreneur,
        LOAN,
        awaits=frozenset({"returning_entrepreneur_selected"}),
    ),
    "high-end-living-grant": _person(talents.high_end_living_grant, sure=False),
    "high-end-project-grant": Programme(
        talents.high_end_project_grant, (PERSON, TEAM), CASH, sure=False
    ),
    "angel-investment": _either(talents.angel_investment, sure=False),
    "high-end-workspace": _either(talents.high_end_workspace, IN_KIND),
    "high-end-tax-reward": _person(talents.high_end_tax_reward),
    "talent-scout-award": _either(talents.talent_scout_award, NO_FIGURE),
    "high-end-plan-nomination": _person(talents.high_end_plan_nomination, IN_KIND),
    "high-end-family": _person(talents.high_end_family, IN_KIND),
    "talent-vip-card": _person(talents.talent_vip_card, IN_KIND),
    "high-end-office": _person(talents.high_end_office, IN_KIND),
    "jiangcheng-craftsman": _person(workers.jiangcheng_craftsman, awaits=_CRAFTSMAN),
    "skill-honour-award": _person(workers.skill_honour_award),
    "skill-contest-prize": _person(
        workers.skill_contest_prize, awaits=frozenset({"contest_prize"})
    ),
    "skill-studio-award": _person(workers.skill_studio_award, awaits=frozenset({"studio"})),
    "craftsman-support": _person(workers.craftsman_support, IN_KIND, awaits=_CRAFTSMAN),
    "apprenticeship-subsidy": _enterprise(enterprises.apprenticeship_subsidy),
    "enterprise-skill-evaluation": _enterprise(enterprises.enterprise_skill_evaluation, IN_KIND),
    "enterprise-contest-subsidy": _enterprise(enterprises.enterprise_contest_subsidy),
    "training-org-award": Programme(
        enterprises.training_org_award,
        (TRAINING_ORG,),
        CASH,
        awaits=frozenset({"training_org_selected"}),
    ),
    "rural-expert-award": _person(
        workers.rural_expert_award, awaits=frozenset({"rural_expert_selected"})
    ),
    "rural-skill-subsidy": _person(workers.rural_skill_subsidy),
    "rural-title-subsidy": _person(workers.rural_title_subsidy),
    "rural-skill-contest": _person(workers.rural_skill_contest, IN_KIND),
    "rural-training": _person(workers.rural_training, IN_KIND),
    "family-farm-relief": _either(workers.family_farm_relief, IN_KIND),
    "rural-posts": _person(workers.rural_posts, IN_KIND),
    "songhua-elite": _person(talents.songhua_elite, awaits=frozenset({"songhua_selected"})),
    "entrepreneur-honours": _either(enterprises.entrepreneur_honours, NO_FIGURE),
    "honoured-enterprise-support": _either(enterprises.honoured_enterprise_support, IN_KIND),
    "new-entrepreneur-training": _person(enterprises.new_entrepreneur_training, IN_KIND),
    "tech-transfer-grant": _enterprise(enterprises.tech_transfer_grant),
    "inventor-income-share": Programme(talents.inventor_income_share, (PERSON, TEAM), CASH),
    "scientist-startup-leave": _person(talents.scientist_startup_leave, IN_KIND),
    "research-platform-support": _enterprise(enterprises.research_platform_support, NO_FIGURE),
    "talent-apartment": _person(talents.talent_apartment, IN_KIND),
    "talent-flat-land": _enterprise(enterprises.talent_flat_land, IN_KIND),
    "talent-credit": _either(enterprises.talent_credit, IN_KIND),
    "title-relief": _person(talents.title_relief, IN_KIND),
    "grassroots-title": _person(talents.grassroots_title, IN_KIND),
    "returnee-settlement": _person(returners.returnee_settlement, IN_KIND),
}
