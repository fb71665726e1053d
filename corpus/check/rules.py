"""Proves the rules: every atom quotes its clause, every figure stands there, nothing is idle.

The loader itself refuses unknown keys, names and values; what it refuses is a fault here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from corpus.check.material import Material
from corpus.check.proof import Fault, Proof
from corpus.check.rule_atoms import Atom, programme_atoms, rulebook_atoms
from corpus.check.rule_use import idle_facts, unreachable_tiers
from corpus.errors import CorpusError
from corpus.figures import figures
from corpus.rulebook.ground import COMPILED, is_current
from corpus.rulebook.rulebook import RULES, Rulebook, build_rulebook, read_rules


def prove_rules(material: Material) -> Iterator[Proof]:
    """The proofs over `rules/`, beginning with its being readable."""
    folder = material.folder / "rules"
    try:
        rulebook = build_rulebook(read_rules(folder))
    except (CorpusError, OSError, LookupError) as error:
        yield Proof("rules", "read", (Fault.of(error, folder / "facts.yaml"),))
        return
    atoms = [*rulebook_atoms(rulebook), *programme_atoms(rulebook)]
    yield _quoted(material, folder, atoms)
    yield _carried(material, folder, atoms)
    yield _in_use(folder, rulebook)
    if folder == RULES:
        kept = () if is_current() else (Fault(COMPILED, 1, "run `python -m corpus compile`"),)
        yield Proof("compiled rules are those of the files", f"{len(atoms)} atoms", kept)


def _quoted(material: Material, folder: Path, atoms: Iterable[Atom]) -> Proof:
    """Every atom names a clause of the policy and quotes words of one of its paragraphs."""
    faults = []
    quotes = 0
    for atom in atoms:
        clause = material.clauses.get(atom.clause)
        if clause is None:
            faults.append(_fault(folder, atom, f"there is no clause {atom.clause!r}"))
        for words in atom.quotes if clause else ():
            quotes += 1
            if clause and not any(words in one for one in clause.paragraphs):
                faults.append(_fault(folder, atom, f"{atom.clause} does not say {words!r}"))
    return Proof("rules quote their clauses", f"{quotes} quotes", tuple(faults))


def _carried(material: Material, folder: Path, atoms: Iterable[Atom]) -> Proof:
    """Every number of a rule is a figure of the words that it quotes; of a text, of its clauses."""
    faults = []
    numbers = 0
    for atom in atoms:
        quoted = {figure.value for words in atom.quotes for figure in figures(words)}
        for number in atom.numbers:
            numbers += 1
            if number not in quoted:
                faults.append(_fault(folder, atom, f"{number} is not said in {atom.quotes}"))
        clauses = [material.clauses[one] for one in atom.text_clauses if one in material.clauses]
        said = {(figure.value, figure.unit) for one in clauses for figure in one.figures}
        for text in atom.texts:
            for figure in figures(text):
                numbers += 1
                if (figure.value, figure.unit) not in said:
                    where = "、".join(atom.text_clauses)
                    faults.append(_fault(folder, atom, f"{figure.text} is not said in {where}"))
    return Proof("figures of rules are figures of clauses", f"{numbers} figures", tuple(faults))


def _in_use(folder: Path, rulebook: Rulebook) -> Proof:
    """No fact that nothing asks for, no tier that no case reaches."""
    faults = [
        Fault(folder / "facts.yaml", 1, f"{name}: no rule uses this fact")
        for name in idle_facts(rulebook)
    ]
    faults += [
        _fault(folder, Atom(place, "", ()), f"{programme}: no case reaches this tier")
        for programme, place in unreachable_tiers(rulebook)
    ]
    tiers = sum(len(a.tiers) for one in rulebook.programmes.values() for a in one.amounts)
    covered = f"{len(rulebook.facts)} facts, {len(rulebook.programmes)} programmes, {tiers} tiers"
    return Proof("rules are in use", covered, tuple(faults))


def _fault(folder: Path, atom: Atom, what: str) -> Fault:
    path, _, line = atom.place.rpartition(":")
    return Fault(Path(path) if path else folder, int(line) if line.isdigit() else 1, what)
