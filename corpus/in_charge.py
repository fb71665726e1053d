"""Who is in charge of a clause: its own departments, else its procedure's, else its article's."""

from __future__ import annotations

from corpus.clause import Clause, Department, Policy


def in_charge(policy: Policy, clause: Clause) -> tuple[tuple[Department, str], ...]:
    """Departments with the clause that names them; none where no relative names any."""
    for relative in (clause, *procedure(policy, clause), *_article(policy, clause)):
        if relative.departments:
            return tuple((one, relative.id) for one in relative.departments)
    return ()


def measures(policy: Policy, clause: Clause) -> tuple[Clause, ...]:
    """The 政策措施 beside an 适用范围."""
    if clause.title != "适用范围" or clause.parent is None:
        return ()
    beside = (policy[one] for one in policy[clause.parent].children)
    return tuple(one for one in beside if one.title == "政策措施")


def procedure(policy: Policy, clause: Clause) -> tuple[Clause, ...]:
    """What a clause is carried out by: its measures, or 工作程序 beside 支持政策."""
    beside = measures(policy, clause)
    if beside:
        return beside
    ancestors = policy.ancestors(clause)
    for ancestor in reversed((*ancestors, clause)):
        if ancestor.parent is None:
            continue
        for one in policy[ancestor.parent].children:
            if policy[one].title == "工作程序":
                steps = policy.descendants(policy[one])
                return tuple(sorted(steps, key=lambda step: "申请" not in step.title))
    return ()


def _article(policy: Policy, clause: Clause) -> tuple[Clause, ...]:
    """The article that the clause's annex carries out."""
    article = policy.articles.get(clause.document)
    return (policy[article],) if article else ()
