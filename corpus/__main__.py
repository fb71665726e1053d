"""`python -m corpus check | compile | restored | clauses`: proves the corpus, or prints it."""

import argparse
import sys
from pathlib import Path

from corpus.check import CORPUS, prove
from corpus.policy import DEFAULT, read_source
from corpus.rulebook.ground import write_ground
from corpus.structure import build_tree


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m corpus", description=__doc__)
    parser.add_argument("--folder", type=Path, default=CORPUS, help="another folder like corpus/")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="prove that text and data are sound; status 1 if not")
    commands.add_parser("restored", help="the restored text with its line numbers")
    commands.add_parser("compile", help="keep the rules ready for the calculator")
    commands.add_parser("clauses", help="all clauses: id, kind, label, title")
    arguments = parser.parse_args()
    if arguments.command == "check":
        return check(arguments.folder)
    if arguments.command == "compile":
        write_ground()
        return 0
    policy = arguments.folder / "policies" / DEFAULT
    print("\n".join(restored(policy) if arguments.command == "restored" else clauses(policy)))
    return 0


def check(folder: Path) -> int:
    """Print a line for every proof, then its faults; 1 if there is any."""
    status = 0
    for proof in prove(folder):
        print(proof)
        for fault in proof.faults:
            print(fault)
            status = 1
    return status


def restored(policy: Path) -> list[str]:
    return [f"{line.number:4}  {line.restored}" for line in read_source(policy).lines()]


def clauses(policy: Path) -> list[str]:
    source = read_source(policy)
    return [
        f"{clause.id:20} {clause.kind:10} {clause.label}  {clause.title}".rstrip()
        for clause in build_tree(source.lines(), source.joined, source.prefix)
    ]


if __name__ == "__main__":
    sys.exit(main())
