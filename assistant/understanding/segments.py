"""Cuts a message into stretches, each of which speaks of one person's case.

我本科，我室友是211硕士，我俩都去了规上民企 → the speaker, the room-mate, and what is said of both
twice, once for each, with the same place. Parents, spouses and children who only belong to the
speaker's own case (我爸妈在吉林市有房, 媳妇随迁) make no stretch of their own. A pronoun without
somebody before it is "other:他": a person of whom the conversation spoke.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from assistant.understanding.clauses import Clause, cut
from assistant.understanding.wording import read_data
from corpus.numerals import NUMERAL, chinese_number

SELF = "self"
SOMEBODY = "other:他"
_NUMBER = rf"(?:\d{{1,3}}|[{NUMERAL}俩仨]{{1,3}}|几)"
_TEMPLATES = ("on_behalf", "hired", "each", "with_me", "between", "any_kind", "also")
_PAIRS = {"俩": 2, "仨": 3}


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the message, `message[start:end]`, that speaks of one person's case.

    `who`: "self", "other:室友", "group:我们公司招的三个人"; `count`: how many people, None for one.
    """

    start: int
    end: int
    text: str
    who: str
    hypothetical: bool
    count: int | None


@dataclass(slots=True)
class _State:
    """Who is spoken of, and who was named so far."""

    who: tuple[str, ...] = (SELF,)
    count: int | None = None
    behalf: str | None = None
    supposing: bool = False
    group: str | None = None
    others: tuple[str, ...] = ()
    # Who was named within the speaker's case: of it (媳妇随迁), or perhaps with one of their own.
    has_company: bool = False
    near: str | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    who: tuple[str, ...]
    hypothetical: bool
    count: int | None
    is_member: bool = False


def segments_of(message: str, spoken: tuple[Clause, ...]) -> tuple[Segment, ...]:
    """The stretches of a message, whose clauses are `spoken`, in order; they cover it."""
    state = _State()
    stretches: list[_Stretch] = []
    for clause in _members_apart(message, spoken):
        stretch = _stretch(clause, state)
        if stretches and _same(stretches[-1], stretch):
            stretches[-1] = replace(stretches[-1], end=stretch.end)
        else:
            stretches.append(stretch)
        if clause.ends_sentence:
            state.supposing = False
    stretches = _with_leads(stretches)
    return tuple(
        Segment(one.start, one.end, message[one.start : one.end], who, one.hypothetical, one.count)
        for one in stretches
        for who in one.who
    )


def _members_apart(message: str, spoken: tuple[Clause, ...]) -> Iterator[Clause]:
    """The clauses, cut between the people of a group (两个本科和一个博士)."""
    for clause in spoken:
        rest = clause
        for match in _pattern("between").finditer(message, clause.start, clause.end):
            if match.start() > rest.start:
                before, rest = cut(message, rest, match.start())
                yield before
        yield rest


def _stretch(clause: Clause, state: _State) -> _Stretch:
    words = clause.words
    state.supposing = state.supposing or bool(_pattern("hypothetical").search(words))
    member = _hired(words, state) or _member(words, state)
    if member is None:
        _turn(words, state)
    return _Stretch(clause.start, clause.end, state.who, state.supposing, state.count, bool(member))


def _same(before: _Stretch, after: _Stretch) -> bool:
    return (
        not after.is_member
        and before.who == after.who
        and before.hypothetical == after.hypothetical
        and before.count == after.count
    )


def _with_leads(stretches: list[_Stretch]) -> list[_Stretch]:
    """我们公司招了三个人：一个本科…: the clause that brings a group in goes to its first member."""
    joined: list[_Stretch] = []
    for one in stretches:
        before = joined[-1] if joined else None
        if before and one.is_member and before.who == one.who and not before.is_member:
            joined[-1] = replace(one, start=before.start)
        else:
            joined.append(one)
    return joined


def _hired(words: str, state: _State) -> bool | None:
    """Reads whom a firm hired: True if their kind is told (三个硕士), None if it hired nobody."""
    hired = _pattern("hired").search(words)
    if not (hired and (hired["unit"] or hired["noun"])):
        return None
    noun = hired["noun"] or "人"
    firm = f"group:{hired['who'] or ''}{hired['firm']}{hired['verb']}的"
    named = bool(_pattern("any_kind").search(noun))
    who = f"{firm}{hired['n']}{hired['unit'] or ''}{noun}"
    state.who, state.group = (who,), who if named else f"{firm}人"
    state.count = _value(hired["n"])
    return not named


def _member(words: str, state: _State) -> bool | None:
    """Whether a clause speaks of one of the people that a firm hired; says so in `state`."""
    each = _pattern("each").match(words) if state.group else None
    if not (each and state.group):
        return None
    state.who, state.count = (state.group,), _value(each["n"])
    return True


def _turn(words: str, state: _State) -> None:
    """Turns `state` to the people of a clause, if it names any; else the ones before go on."""
    who = _people(words, state)
    if who and who != state.who:
        state.who, state.count, state.group = who, None, None


def _people(words: str, state: _State) -> tuple[str, ...]:
    """Whose case a clause speaks of, by the words that open it; none if it does not tell."""
    behalf = _pattern("on_behalf").search(words)
    if behalf:
        state.behalf = _person(behalf["who"], state)
        return (state.behalf,)
    together = _pattern("with_me").search(words)
    if together and not _belongs(words, together["who"] or together["other"]):
        return (SELF, _person(together["who"] or together["other"], state))
    if names_self(words):
        state.behalf = None
        return (SELF,)
    other = _other(words, state)
    if other:
        return other
    return _of_several(words, state) or _of_one(words, state)


def names_self(words: str) -> bool:
    """Whether words say that the person who writes is meant: 说回我, 我自己."""
    return bool(_pattern("myself").search(words))


def _of_several(words: str, state: _State) -> tuple[str, ...]:
    """我俩, 他们: all of those named so far."""
    if state.others and _pattern("both").search(words):
        return (SELF, *state.others)
    if state.others and _pattern("them").search(words):
        return state.others
    return ()


def _of_one(words: str, state: _State) -> tuple[str, ...]:
    """他, 孩子, 我."""
    if _is_somebody(words) and (state.others or _pattern("pronoun_first").search(words)):
        return _meant_by_pronoun(state)
    if _pattern("child_pronoun").search(words) and not _belongs(words, "孩子"):
        return (_person("孩子", state),)
    if _pattern("self").search(words):
        return (state.behalf or SELF,)
    return ()


def _meant_by_pronoun(state: _State) -> tuple[str, ...]:
    if state.others:
        return (state.others[-1],)
    if state.near:
        return (_person(state.near, state),)
    if state.has_company:
        return ()
    state.others = (SOMEBODY,)
    return state.others


def _is_somebody(words: str) -> bool:
    return bool(_pattern("pronoun").search(_pattern("pronoun_is").sub("", words)))


def _person(name: str, state: _State) -> str:
    who = f"other:{name}"
    if who not in state.others:
        state.others = (*state.others, who)
    return who


def _other(words: str, state: _State) -> tuple[str, ...]:
    """Somebody else whose case a clause opens (我室友是硕士); none for the speaker's own."""
    opened = _pattern("opens").search(words)
    if not opened:
        return ()
    name = opened["who"] or opened["kin"]
    if _belongs(words, name):
        state.has_company = bool(_pattern("own_case").search(words))
        state.near = None if state.has_company else name
        return ()
    also = _pattern("also").match(words, opened.end())
    names = [name, also["who"]] if also else [name]
    return tuple(_person(one, state) for one in names)


def _belongs(words: str, name: str) -> bool:
    """Whether somebody is only named within the speaker's own case."""
    people = _data()
    near = name in people["near"] or (name in people["children"] and "户口" not in words)
    own = _pattern("own_case").search(words) or (
        near and _pattern("own_case_of_near").search(words)
    )
    if own:
        return name in people["near"] or not _pattern("case").search(words)
    if name in people["children"] and _pattern("child_of_case").search(words):
        return True
    return name in people["near"] and not _pattern("case").search(words)


def _value(number: str) -> int | None:
    if number in _PAIRS:
        return _PAIRS[number]
    if number == "几":
        return None
    return int(number) if number.isdigit() else chinese_number(number)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_data("people")
    return data


@cache
def _pattern(name: str) -> re.Pattern[str]:
    data = _data()
    kin = [*data["others"], *data["near"]]
    everybody = _either([*kin, *data["roles"]])
    if name == "opens":
        # 我室友, 我有个朋友, 室友是…
        return re.compile(
            rf"(?:{data['opening']}(?P<kin>{_either(kin)})|{data['mine']}(?P<who>{everybody}))"
            rf"(?!{data['not_person']})"
        )
    value = data[name]
    text = "|".join(value) if isinstance(value, list) else value
    if "{" in text and name in _TEMPLATES:
        text = text.format(names=everybody, number=_NUMBER)
    return re.compile(text)


def _either(names: list[str]) -> str:
    return "|".join(sorted(names, key=len, reverse=True))
