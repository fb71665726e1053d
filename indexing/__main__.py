"""`python -m indexing train` trains the built-in encoder anew; `choose` measures the weights."""

import argparse
import sys

from indexing.choosing import choose
from indexing.static_encoder import BUILTIN_FOLDER
from indexing.training import Recipe, train


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m indexing", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train", help="train the built-in encoder from the questions")
    training.add_argument("--seed", type=int, default=Recipe().seed)
    commands.add_parser("choose", help="measure the weights of search.yaml (some minutes)")
    arguments = parser.parse_args()
    if arguments.command == "choose":
        return _choose()
    train(
        BUILTIN_FOLDER,
        Recipe(seed=arguments.seed),
        progress=lambda epoch, loss: print(f"epoch {epoch}: loss {loss:.3f}"),
    )
    return 0


def _choose() -> int:
    print("first_hit recall@5 mrr@10  setting")
    for row in choose():
        figures = f"{row.first_hit:9.4f} {row.recall_at_5:8.4f} {row.mrr_at_10:6.4f}"
        print(figures, row.config, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
