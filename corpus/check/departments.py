"""Proves that every department which a clause puts in charge is read, under a plausible name."""

import re

from corpus.check.material import Material
from corpus.check.proof import Proof
from corpus.departments import without_departments

_IN_CHARGE = re.compile(r"(牵头|配合|责任)部门")
_NAME = re.compile(
    r"市[\u4e00-\u9fff]{1,8}(?:局|委|办|部|会|联|协|台|科研院所)"
    r"|市、县两级[\u4e00-\u9fff]{2,4}局"
    r"|各县（市）区(?:、开发区(?:[\u4e00-\u9fff]{2,6}部门)?|委编办)"
    r"|团市委|江城日报社"
)


def prove_departments(material: Material) -> Proof:
    faults = []
    brackets = names = 0
    for clause in material.clauses.values():
        marked = {found[1] for found in _IN_CHARGE.finditer(clause.text)}
        brackets += bool(marked)
        names += len(clause.departments)
        if left := _IN_CHARGE.search(without_departments(clause.text)):
            faults.append(
                material.fault(clause, f"{left[0]} is not read", clause.text.index(left[0]))
            )
        faults += [
            material.fault(clause, f"no {role}部门 is read")
            for role in sorted(marked - {one.role for one in clause.departments})
        ]
        faults += [
            material.fault(clause, f"{one.name!r} is no name of a department")
            for one in clause.departments
            if not _NAME.fullmatch(one.name) or one.name not in clause.text
        ]
    covered = f"{names} names in {brackets} clauses with departments in brackets"
    return Proof("departments read", covered, tuple(faults))
