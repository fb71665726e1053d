"""Errors of the corpus: what is wrong, in which file and line, and what to do."""


class CorpusError(Exception):
    """Root of all errors raised by `corpus`."""


class RestorationError(CorpusError):
    """A raw line whose displaced characters cannot be put back as decided."""


class StructureError(CorpusError):
    """Restored text that does not form the clause tree it should."""


class DataError(CorpusError):
    """A data file (glossary, questions, scope) that breaks one of its own rules."""


class UnknownClause(CorpusError, KeyError):
    """A clause id that the policy does not have."""

    def __init__(self, clause_id: str) -> None:
        super().__init__(clause_id)
        self.clause_id = clause_id

    def __str__(self) -> str:
        return f"no clause has the id {self.clause_id!r}; `policy-assistant show` lists them"
