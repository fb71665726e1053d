"""`python -m assistant calibrate`: fits the scope model anew, in place (some minutes)."""

import argparse
import sys

from assistant.calibration import calibrate
from assistant.scope_model import WEIGHTS


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m assistant", description=__doc__)
    parser.add_argument("command", choices=["calibrate"])
    parser.parse_args()
    calibrate().write(WEIGHTS)
    print(WEIGHTS.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
