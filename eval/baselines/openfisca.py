"""One formula of the policy in OpenFisca, to set the calculator's speed beside.

OpenFisca is no dependency: `pip install openfisca-core` in the environment, for this alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

DEGREES = ("none", "associate", "bachelor", "master", "doctor")
TIERS = ("other", "985_211", "tsinghua_peking", "abroad")
PERIOD = "2026-01"


class Openfisca:
    """The living subsidy of graduates (annex1/3.2.1.1) as an OpenFisca system."""

    def __init__(self, system: Any, builder: Any) -> None:
        self._system = system
        self._builder = builder

    @classmethod
    def open(cls) -> Openfisca | None:
        """The system; None where OpenFisca is not installed."""
        try:
            from openfisca_core.simulation_builder import SimulationBuilder
        except ImportError:
            return None
        return cls(_system(), SimulationBuilder)

    def living_subsidy(self, people: Sequence[Mapping[str, Any]]) -> Any:
        """Yuan over five years, an array with one entry a person; what is unknown counts as no."""
        simulation = self._builder().build_default_simulation(self._system, count=len(people))
        degree = [DEGREES.index(one.get("degree", "none")) for one in people]
        tier = [TIERS.index(one.get("school_tier", "other")) for one in people]
        simulation.set_input("degree", PERIOD, np.array(degree))
        simulation.set_input("tier", PERIOD, np.array(tier))
        hired = [
            one.get("full_time_study") is True
            and one.get("employer") == "private_above_scale"
            and one.get("first_job") is True
            and one.get("social_insurance") is True
            for one in people
        ]
        simulation.set_input("hired", PERIOD, np.array(hired))
        for name, fact, missing in (
            ("contract", "contract_years", 0),
            ("graduated", "years_since_graduation", 60),
        ):
            values = np.array([one.get(fact, missing) for one in people], dtype=np.float32)
            simulation.set_input(name, PERIOD, values)
        return simulation.calculate("living_subsidy", PERIOD)


def _system() -> Any:
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import MONTH
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    person = build_entity(key="person", plural="people", label="", is_person=True)
    system = TaxBenefitSystem([person])

    def variable(name: str, kind: type, **more: Any) -> type:
        body = {"value_type": kind, "entity": person, "definition_period": MONTH, **more}
        return type(name, (Variable,), body)

    def formula(people: Any, period: Any) -> Any:
        degree, tier = people("degree", period), people("tier", period)
        master, bachelor = degree >= 3, degree == 2
        listed, capital = (tier == 1) | (tier == 2), tier == 2
        monthly = np.select(
            [master & listed, master, bachelor & capital, bachelor & listed, bachelor],
            [2000, 1000, 1000, 500, 300],
            0,
        )
        is_met = (
            people("hired", period)
            & (people("contract", period) >= 5)
            & (people("graduated", period) <= 5)
        )
        return monthly * 12 * 5 * is_met

    for one in (
        variable("degree", int),
        variable("tier", int),
        variable("hired", bool),
        variable("contract", float),
        variable("graduated", float),
        variable("living_subsidy", float, formula=formula),
    ):
        system.add_variable(one)
    return system
