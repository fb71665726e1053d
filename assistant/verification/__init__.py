"""The last check before an answer is shown: quotes, clauses, figures, marks and verdicts."""

from assistant.verification.blocks import still_cited, without_faulty
from assistant.verification.evidence import Evidence
from assistant.verification.fault import Fault, FaultKind
from assistant.verification.figures import figures_said
from assistant.verification.gate import faults
from assistant.verification.said_figure import SaidFigure

__all__ = [
    "Evidence",
    "Fault",
    "FaultKind",
    "SaidFigure",
    "faults",
    "figures_said",
    "still_cited",
    "without_faulty",
]
