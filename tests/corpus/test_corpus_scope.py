from typing import Any

import pytest

from corpus.errors import DataError
from corpus.scope import any_of, load_scope


def test_benefits_that_the_policy_does_not_have_are_known_by_name() -> None:
    benefits = load_scope().benefits
    for question in ("公积金能贷多少", "有没有租房补贴", "失业金怎么领"):
        (found,) = [one for one in benefits if one.pattern.search(question)][:1]
        assert found.note
    assert not any(one.pattern.search("硕士生活补贴每月多少钱") for one in benefits)


def test_places_are_told_apart() -> None:
    places = load_scope().places
    assert "吉林市" in places.here
    assert {"长春", "北京"} <= set(places.elsewhere)
    assert not set(places.here) & set(places.elsewhere)
    assert places.origin.search("我从长春来的")


def test_decoys_of_every_category_are_there() -> None:
    decoys = load_scope().decoys
    assert all(decoys.values())
    assert {"far", "other_place", "smalltalk", "unsafe"} <= set(decoys)


def test_a_pattern_that_does_not_compile_names_file_and_pattern(corpus_copy: Any) -> None:
    corpus_copy.append("scope/unsafe.yaml", "- {kind: forgery, patterns: ['假(合同']}\n")
    with pytest.raises(DataError, match=r"unsafe\.yaml: pattern '假\(合同' does not compile"):
        load_scope(corpus_copy.folder / "scope")


def test_the_longest_name_wins() -> None:
    assert any_of(["公积金", "公积金贷款", "C++"]) == r"公积金贷款|公积金|C\+\+"
