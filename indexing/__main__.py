"""`python -m indexing train`: trains the built-in encoder anew, in place."""

import argparse
import sys

from indexing.static_encoder import BUILTIN_FOLDER
from indexing.training import Recipe, train


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m indexing", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    training = commands.add_parser("train", help="train the built-in encoder from the questions")
    training.add_argument("--seed", type=int, default=Recipe().seed)
    arguments = parser.parse_args()
    train(
        BUILTIN_FOLDER,
        Recipe(seed=arguments.seed),
        progress=lambda epoch, loss: print(f"epoch {epoch}: loss {loss:.3f}"),
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
