from pathlib import Path

import pytest

from corpus.errors import DataError
from corpus.glossary import Entry, load_glossary


def glossary(tmp_path: Path, text: str) -> tuple[Entry, ...]:
    path = tmp_path / "glossary.yaml"
    path.write_text(text, encoding="utf-8")
    return load_glossary(path)


def test_what_people_say_leads_to_the_policys_words() -> None:
    means = {word: entry.means for entry in load_glossary() for word in entry.say}
    assert "购房" in means["买房"]
    assert {entry.kind for entry in load_glossary()} >= {"lay", "misspelling"}


def test_entries_are_read_in_order(tmp_path: Path) -> None:
    text = (
        "lay:\n- {say: [买房, 985], means: [购房]}\nmisspelling:\n- {say: [补帖], means: [补贴]}\n"
    )
    assert glossary(tmp_path, text) == (
        Entry("lay", ("买房", "985"), ("购房",)),
        Entry("misspelling", ("补帖",), ("补贴",)),
    )


def test_a_word_may_be_said_once_in_a_kind(tmp_path: Path) -> None:
    twice = "- {say: [买房], means: [购房]}\n- {say: [买房], means: [住房补贴]}\n"
    with pytest.raises(DataError, match=r"glossary\.yaml: lay says '买房' twice"):
        glossary(tmp_path, f"lay:\n{twice}")


def test_an_unknown_kind_is_refused_with_the_allowed_ones(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"unknown kind 'slang', allowed: .*dialect"):
        glossary(tmp_path, "slang:\n- {say: [买房], means: [购房]}\n")
