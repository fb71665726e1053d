"""Errors of the evaluation: what is wrong, in which file and line, and what to do."""


class EvalError(Exception):
    """Root of all errors raised by `eval`."""


class QuestionFileError(EvalError):
    """A question file that is missing or breaks a rule; the message begins with `path:line`."""


class BaselineUnavailable(EvalError):
    """A baseline whose packages are not installed."""
