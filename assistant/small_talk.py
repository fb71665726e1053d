"""Tells small talk from questions: greetings, thanks, who are you, goodbye, complaints."""

import re
from typing import Literal

SmallTalk = Literal["greeting", "thanks", "identity", "farewell", "complaint"]

# Longer messages that begin with a greeting ask something.
SMALL_TALK_LENGTH = 24
SMALL_TALK_PATTERNS: tuple[tuple[SmallTalk, re.Pattern[str]], ...] = (
    (
        "identity",
        re.compile(
            r"(?:你|您)是(谁|啥|什么|干啥|干什么|真人|人工|机器|不是机器|不是真人)|你叫(啥|什么)|能(?:干|做|帮)(?:啥|什么|些)|介绍一?下?(你自己|自己)"
        ),
    ),
    (
        "thanks",
        re.compile(
            r"谢谢|多谢|感谢|谢了|thx|thank|辛苦了|太好了|明白了|知道了|懂了|好的|收到|厉害"
        ),
    ),
    ("farewell", re.compile(r"再见|拜拜|回见|88|bye|晚安")),
    (
        "greeting",
        re.compile(
            r"你好|您好|哈喽|嗨|hi|hello|在吗|在不|在么|早上好|上午好|下午好|晚上好|早安|有人吗"
        ),
    ),
)
_GREETING_WORDS = re.compile(
    r"你好|您好|哈喽|嗨|hi|hello|在吗|在不在?|在么|有人吗|请问|麻烦|谢谢(你|您|啦|了)?|多谢|[，,。！!？?~～\s]"
)


def small_talk(question: str) -> SmallTalk | None:
    """The kind of small talk that a message is, if it is nothing else."""
    if len(question) > SMALL_TALK_LENGTH:
        return None
    for name, pattern in SMALL_TALK_PATTERNS:
        rest = _GREETING_WORDS.sub("", pattern.sub("", question.lower()))
        if pattern.search(question.lower()) and len(rest) <= 3:
            return name
    return None


def manner_of(question: str) -> SmallTalk:
    """What kind of small talk a message is that is known to be some."""
    lowered = question.lower()
    named = (name for name, pattern in SMALL_TALK_PATTERNS if pattern.search(lowered))
    return next(named, "greeting")
