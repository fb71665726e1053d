"""Proves the tree of clauses: how many, their ids, numbers, labels, parents and children."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from corpus.check.material import Material
from corpus.check.proof import Fault, Proof
from corpus.clause import Clause
from corpus.labels import CIRCLED
from corpus.numerals import NUMERAL, chinese_number, chinese_ordinal

NODES = 175  # headings counted; the public contract
DOCUMENTS = ("main", *(f"annex{n}" for n in range(1, 7)))
ARTICLES, PARTS = 33, 7

_ID = re.compile(r"main/(?:0|annexes|s?[1-9]\d*)|annex[1-6]/(?:0|[1-9]\d*(?:\.[1-9]\d*){0,4})")
_N = f"[{NUMERAL}]+"
_MAIN_LABEL = re.compile(rf"正文第(?:（(?P<article>{_N})）条|(?P<part>{_N})部分)")
_ANNEX_LABEL = re.compile(
    rf"附件(\d)第({_N})部分(?:（({_N})）(?:第(\d+)项(?:第（(\d+)）目(?:第([{CIRCLED}])点)?)?)?)?"
)


def prove_structure(material: Material) -> Iterator[Proof]:
    yield _nodes(material)
    yield _numbering(material)
    yield _labels(material)
    yield _annexes(material)


def _nodes(material: Material) -> Proof:
    clauses = material.clauses.values()
    faults = [
        material.fault(clause, "not an id of this policy")
        for clause in clauses
        if not _ID.fullmatch(_plain(material, clause.id))
    ]
    found = tuple(dict.fromkeys(_plain(material, clause.document) for clause in clauses))
    if len(clauses) != NODES:
        faults.append(Fault(material.raw_file, 1, f"{len(clauses)} clauses, not {NODES}"))
    if found != DOCUMENTS:
        faults.append(Fault(material.raw_file, 1, f"documents {found}, not {DOCUMENTS}"))
    kinds = Counter(clause.kind for clause in clauses)
    covered = ", ".join([f"{len(clauses)} nodes", *(f"{n} {kind}" for kind, n in kinds.items())])
    return Proof("nodes and their ids", covered, tuple(faults))


def _numbering(material: Material) -> Proof:
    """Each clause begins with its number, follows its elder sibling, and is its parent's child."""
    faults = []
    for clause in material.clauses.values():
        mark = _mark(_plain(material, clause.id))
        if not clause.text.startswith(mark):
            faults.append(
                material.fault(clause, f"{clause.text[:12]!r} does not begin with {mark}")
            )
        faults += _family_faults(material, clause)
    for document in DOCUMENTS[1:]:
        tops = [i for i in _ids(material) if re.fullmatch(rf"{document}/[1-9]\d*", i)]
        faults += _gaps(material, [int(i.partition("/")[2]) for i in tops], f"parts of {document}")
    articles = [int(i[5:]) for i in _ids(material) if re.fullmatch(r"main/[1-9]\d*", i)]
    parts = [int(i[6:]) for i in _ids(material) if re.fullmatch(r"main/s\d+", i)]
    faults += _gaps(material, articles, "articles", ARTICLES)
    faults += _gaps(material, parts, "parts of main", PARTS)
    links = sum(len(clause.children) for clause in material.clauses.values())
    covered = f"{len(articles)} articles in {len(parts)} parts, {links} children"
    return Proof("numbers without holes, parents and children", covered, tuple(faults))


def _family_faults(material: Material, clause: Clause) -> Iterator[Fault]:
    path = _plain(material, clause.id)
    if clause.parent and clause.id not in material.clauses[clause.parent].children:
        yield material.fault(clause, f"is no child of {clause.parent}")
    if path.startswith("annex") and "." in path and clause.parent != clause.id.rpartition(".")[0]:
        yield material.fault(clause, f"has the parent {clause.parent}")
    if re.fullmatch(r"main/[1-9]\d*", path) and "/s" not in (clause.parent or ""):
        yield material.fault(clause, "stands in no part")
    for child_id in clause.children:
        if material.clauses[child_id].parent != clause.id:
            yield material.fault(clause, f"{child_id} names another parent")
    numbers = [int(re.split(r"[/.]", child)[-1]) for child in clause.children]
    start = numbers[0] if path.startswith("main/s") and numbers else 1
    if numbers != list(range(start, start + len(numbers))):
        yield material.fault(clause, f"children {numbers} have a hole")


def _gaps(
    material: Material, numbers: list[int], what: str, expected: int | None = None
) -> Iterator[Fault]:
    count = len(numbers) if expected is None else expected
    if not numbers or numbers != list(range(1, count + 1)):
        jumps = [f"{a}, {b}" for a, b in pairwise(numbers) if b != a + 1]
        yield Fault(material.raw_file, 1, f"{what}: {len(numbers)} of {count}, jumps: {jumps}")


def _labels(material: Material) -> Proof:
    """Labels are unique, and each reads back to its clause's id."""
    uses = Counter(clause.label for clause in material.clauses.values())
    faults = []
    for clause in material.clauses.values():
        if uses[clause.label] > 1:
            faults.append(material.fault(clause, f"shares the label {clause.label}"))
        if _read_label(clause.label) != _plain(material, clause.id):
            faults.append(material.fault(clause, f"the label {clause.label} is another clause's"))
    return Proof("labels unique and true", f"{len(uses)} labels", tuple(faults))


def _annexes(material: Material) -> Proof:
    """Each annex is in the list of annexes, and belongs to the article that names its action."""
    prefix, articles = material.source.prefix, material.source.articles
    clauses = material.clauses
    listed = clauses[f"{prefix}main/annexes"].text if f"{prefix}main/annexes" in clauses else ""
    faults = []
    for opening in (one for one in clauses.values() if re.search(r"annex\d/0", one.id)):
        document = _plain(material, opening.document)
        if f"{document.removeprefix('annex')}.{opening.title}" not in listed:
            faults.append(material.fault(opening, f"{opening.title} is not in the list of annexes"))
        article = clauses.get(prefix + articles.get(document, ""))
        action = re.search("“(.+)”", opening.title)
        if not article or not action or action[1] not in article.title:
            path = material.source.folder / "policy.yaml"
            faults.append(Fault(path, 1, f"{document} has the article {articles.get(document)}"))
    return Proof("annexes listed and of their articles", f"{len(articles)} annexes", tuple(faults))


def _read_label(label: str) -> str:
    if label in ("正文前言", "正文附件目录"):
        return "main/0" if label == "正文前言" else "main/annexes"
    if found := re.fullmatch(r"附件(\d)前言", label):
        return f"annex{found[1]}/0"
    if found := _MAIN_LABEL.fullmatch(label):
        number = chinese_number(found["article"] or found["part"])
        return f"main/{number}" if found["article"] else f"main/s{number}"
    if found := _ANNEX_LABEL.fullmatch(label):
        return f"annex{found[1]}/" + ".".join(str(_value(n)) for n in found.groups()[1:] if n)
    return ""


def _value(number: str) -> int:
    if number in CIRCLED:
        return CIRCLED.index(number) + 1
    return int(number) if number.isdigit() else chinese_number(number)


def _mark(path: str) -> str:
    """The number that the text of a clause begins with; nothing for title pages."""
    document, _, numbers = path.partition("/")
    if numbers in ("0", "annexes"):
        return ""
    if document == "main":
        part = numbers.removeprefix("s")
        ordinal = chinese_ordinal(int(part))
        return f"{ordinal}、" if part != numbers else f"（{ordinal}）"
    level, number = numbers.count("."), int(numbers.rpartition(".")[2])
    ordinal = chinese_ordinal(number)
    return (f"{ordinal}、", f"（{ordinal}）", f"{number}.", f"（{number}）", CIRCLED[number - 1])[
        level
    ]


def _ids(material: Material) -> list[str]:
    return [_plain(material, clause_id) for clause_id in material.clauses]


def _plain(material: Material, clause_id: str) -> str:
    return clause_id.removeprefix(material.source.prefix)
