"""The calculator a second time, by hand from the policy's text, to compare the first one with."""

from .combination import reference_combination
from .verdicts import reference

__all__ = ["reference", "reference_combination"]
