"""The subsidy calculator: facts in, a verdict and an amount for every programme out.

Pure: no model, no index, no network. What the law says is data (`corpus/rules`); what stands here
is the arithmetic and the logic.
"""

from assistant.calculator.calculate import calculate, verdicts
from assistant.calculator.errors import CalculatorError, InvalidFacts
from assistant.calculator.result import Calculation

__all__ = [
    "Calculation",
    "CalculatorError",
    "InvalidFacts",
    "calculate",
    "verdicts",
]
