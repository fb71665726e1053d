"""Which programmes a person's words mean: 安家费 → the housing subsidy, 带徒弟 → apprenticeships.

The rules are data (`data_request/programmes.yaml`); general words (补贴, 政策) name none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from assistant.understanding.wording import Words, pairs_of, plain, read_data

USUAL_RANK = 5
# What is this unsure counts only where nothing else is found.
UNSURE_RANK = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of meaning a programme."""

    programme: str
    say: Words
    scene: tuple[Words, ...]
    unless: Words
    unless_around: Words
    rank: int

    def place(self, text: str, around: str) -> int | None:
        """Where in `text` the programme is meant; the scene may be set `around` it."""
        place = self.say.place(text)
        if place is None or text in self.unless or around in self.unless_around:
            return None
        return place if all(around in words for words in self.scene) else None


def programmes_in(text: str) -> tuple[str, ...]:
    """The programmes (ids) that the words of `text` mean, best first."""
    words = plain(text)
    return programmes_meant(words, words)


def programmes_meant(text: str, around: str) -> tuple[str, ...]:
    """The programmes that plain `text` means as a part of `around`, which sets its scene."""
    best: dict[str, tuple[int, int]] = {}
    for rule in _candidates(text):
        place = rule.place(text, around)
        if place is not None:
            score = (-rule.rank, place)
            best[rule.programme] = min(best.get(rule.programme, score), score)
    surest = -min((rank for rank, _ in best.values()), default=0)
    sure = [one for one in best if surest <= UNSURE_RANK or -best[one][0] > UNSURE_RANK]
    return tuple(sorted(sure, key=lambda one: best[one]))


def _candidates(words: str) -> Iterator[Rule]:
    """The rules with a word that may stand in `words`, in their order: few of them, quickly."""
    index = _index()
    pairs = pairs_of(words) | set(words)
    numbers = {number for pair in pairs & index.keys() for number in index[pair]}
    rules = _rules()
    return (rules[number] for number in sorted(numbers))


@cache
def _index() -> Mapping[str, tuple[int, ...]]:
    """How the words of the rules begin → the numbers of the rules."""
    index: dict[str, list[int]] = {}
    for number, rule in enumerate(_rules()):
        for beginning in rule.say.beginnings():
            index.setdefault(beginning, []).append(number)
    return {beginning: tuple(numbers) for beginning, numbers in index.items()}


@cache
def _rules() -> tuple[Rule, ...]:
    data = read_data("programmes")
    circles: Mapping[str, str] = data["circles"]
    return tuple(
        Rule(
            programme,
            _words(entry["say"], circles),
            tuple(_words(group, circles) for group in entry.get("with", ())),
            *_unless(entry.get("unless", ""), circles),
            entry.get("rank", USUAL_RANK),
        )
        for programme, entries in data["programmes"].items()
        for entry in entries
    )


def _unless(listed: str, circles: Mapping[str, str]) -> tuple[Words, Words]:
    """What forbids a rule in the question itself, and the scenes that forbid it around it too."""
    scenes = " ".join(word for word in listed.split() if word.startswith("$"))
    return _words(listed, circles), _words(scenes, circles)


def _words(listed: str, circles: Mapping[str, str]) -> Words:
    words: list[str] = []
    for word in listed.split():
        words.extend(circles[word[1:]].split() if word.startswith("$") else [word])
    return Words.of(words)


@cache
def _families() -> Mapping[str, str]:
    return {
        programme: family
        for family, programmes in read_data("programmes")["families"].items()
        for programme in programmes.split()
    }


def families_of(programmes: tuple[str, ...]) -> frozenset[str]:
    """The kinds of benefit among some programmes: the four living subsidies are one kind."""
    return frozenset(_families().get(one, one) for one in programmes)
