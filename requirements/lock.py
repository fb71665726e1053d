"""Writes the locks: every distribution that pyproject.toml asks for, at its installed version.

Takes pyproject.toml and the running environment; gives lock.txt (everything) and slim.txt (what
the service needs with the built-in encoder), both sorted, without hashes, hosts or local versions.
"""

import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

FOLDER = Path(__file__).resolve().parent
HEADER = "# Written by `make lock` from pyproject.toml: {what}.\n"


def main() -> int:
    """Write both locks; 1 when a requirement is not installed as pyproject.toml wants it."""
    project = tomllib.loads((FOLDER.parent / "pyproject.toml").read_text("utf-8"))
    service = project["build-system"]["requires"] + project["project"]["dependencies"]
    extras = project["project"]["optional-dependencies"].values()
    everything = service + [requirement for extra in extras for requirement in extra]
    try:
        locks = {
            "lock.txt": ("the service, all encoders, tests and linters", closure(everything)),
            "slim.txt": ("the service with the built-in encoder", closure(service)),
        }
    except LookupError as error:
        print(error, file=sys.stderr)
        return 1
    for name, (what, pins) in locks.items():
        lines = [f"{pin}=={pins[pin]}\n" for pin in sorted(pins)]
        (FOLDER / name).write_text(HEADER.format(what=what) + "".join(lines), "utf-8")
        print(f"requirements/{name}: {len(lines)}")
    return 0


def closure(requirements: Iterable[str]) -> dict[str, str]:
    """Name and public version of all that the requirements bring, themselves included."""
    pins: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [Requirement(text) for text in requirements]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        pins[name] = installed(requirement)
        for extra in {"", *requirement.extras} - {extra for known, extra in seen if known == name}:
            seen.add((name, extra))
            waiting.extend(needs(name, extra))
    return pins


def installed(requirement: Requirement) -> str:
    """The installed public version; LookupError when there is none, or one out of range."""
    try:
        version = Version(distribution(requirement.name).version)
    except PackageNotFoundError:
        raise LookupError(f"{requirement} is not installed: run `make lock`.") from None
    if not requirement.specifier.contains(version, prereleases=True):
        raise LookupError(f"{requirement} is wanted, {version} is installed: run `make lock`.")
    return version.public


def needs(name: str, extra: str) -> Iterator[Requirement]:
    """What a distribution requires here, with one of its extras or ("") without."""
    for text in distribution(name).requires or []:
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
            yield requirement


if __name__ == "__main__":
    sys.exit(main())
