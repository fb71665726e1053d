"""Says on stderr why a command failed, in Chinese; gives its exit status."""

from __future__ import annotations

import os
import sys

from web.terminal import say
from web.texts import command_texts

FAILURE, BAD_USAGE = 1, 2


def failed(error: Exception, *, debug: bool) -> int:
    """The exit status of an unexpected error; with `debug` the error itself is raised."""
    if isinstance(error, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILURE
    if debug:
        raise error
    from assistant.errors import InvalidMessage
    from assistant.settings import Settings
    from web.problems import problem

    if isinstance(error, InvalidMessage):
        say(error.message, is_error=True)
        return BAD_USAGE
    text = problem(error, Settings())
    say(command_texts()["failed"].format(text=text), is_error=True)
    return FAILURE
