"""Reads the departments in charge out of a clause's text: 牵头, 配合 and 责任部门 in brackets."""

import re
from typing import cast

from corpus.clause import Department, Role

_BRACKET = re.compile(r"[（〔]((?:牵头|责任)部门：(?:[^（）〔〕]|（[^（）]*）)*)[）〕]")
_ROLE = re.compile(r"^(牵头|配合|责任)部门：")
# Names that hold an enumeration comma themselves: 各县（市）区、开发区人社部门 is one department.
_COMPOUND = re.compile(r"(区|市)、(?=开发区|县两级)")
_LEADS_IN_PROSE = re.compile(r"(?:由|[，。])(市[^，。；、由]{2,9}?)牵头")


def departments(text: str) -> tuple[Department, ...]:
    """The departments that `text` names in its closing brackets, in order, then those in prose."""
    found: dict[tuple[str, Role], Department] = {}
    for bracket in _BRACKET.finditer(text):
        for part in bracket[1].split("；"):
            role = _ROLE.match(part)
            if role:
                _add(found, part[role.end() :], cast(Role, role[1]))
    prose = _BRACKET.sub("", text)
    for match in _LEADS_IN_PROSE.finditer(prose):
        _add(found, match[1], "牵头")
    return tuple(found.values())


def without_departments(text: str) -> str:
    """`text` without the brackets that name departments."""
    return _BRACKET.sub("", text).strip()


def _add(found: dict[tuple[str, Role], Department], names: str, role: Role) -> None:
    for part in re.split(r"[、，]", _COMPOUND.sub("\\1\0", names)):
        name = part.replace("\0", "、")
        found.setdefault((name, role), Department(name, role))
