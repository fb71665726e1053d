"""The rules as data: the loader refuses what is unsound, the check finds what the text lacks."""

import re
from typing import Any

import pytest

from corpus.check.material import Material
from corpus.check.rules import prove_rules
from corpus.errors import DataError
from corpus.rulebook import load_rulebook
from corpus.rulebook.rulebook import build_rulebook, read_rules

GRADUATES = "rules/programmes/1-graduates.yaml"
HIGH_END = "rules/programmes/4-high-end.yaml"
SKILLS = "rules/programmes/5-skills.yaml"
FACTS = "rules/facts.yaml"


def faults(folder: Any) -> list[str]:
    """All faults of the proofs over the rules."""
    return [str(one) for proof in prove_rules(Material.read(folder)) for one in proof.faults]


def test_the_shipped_rules_are_sound(corpus_copy: Any) -> None:
    assert faults(corpus_copy.folder) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        (GRADUATES, "yuan: 2000\n", "yuan: 2100\n", r"2100 is not said in"),
        (GRADUATES, "yuan: [500, 1000]", "yuan: [500, 1100]", r"1100 is not said in"),
        (GRADUATES, "whole: true, unit: 月, at_most: 3", "unit: 月, at_most: 4", r"4 is not said"),
        (GRADUATES, "count: 5, unit: 年", "count: 6, unit: 年", r"6 is not said in"),
        (
            "rules/conditions.yaml",
            "at_least: 5, text: 签订5年以上",
            "at_least: 4, text: 签订5年以上",
            "4",
        ),
        ("rules/conditions.yaml", "text: 签订5年以上", "text: 签订6年以上", "6年 is not said in"),
        (HIGH_END, "percent: 30", "percent: 35", r"35 is not said in"),
        (HIGH_END, "cap: 3000000", "cap: 3100000", r"3100000 is not said in"),
        (HIGH_END, "不少于200平方米", "不少于300平方米", r"300平方米 is not said in"),
        (SKILLS, "paid: {years: 3", "paid: {years: 4", r"4 is not said in"),
        (SKILLS, "wide_reading: {yuan: 5000", "wide_reading: {yuan: 6000", r"6000 is not said"),
        (HIGH_END, "says: 一次性给予每人20万元的资助资金", "says: 每人每年20万元", r"does not say"),
        (HIGH_END, "clause: annex3/4.1\n", "clause: annex3/4.77\n", r"there is no clause"),
        (SKILLS, "[main/12, annex5/2.1, main/8]", "[main/12, main/44]", r"there is no clause"),
        ("rules/exclusions.yaml", "says: 对同一事项", "says: 对同一件事", r"does not say"),
        ("rules/validity.yaml", "years: 5", "years: 6", r"6 is not said in"),
    ],
)
def test_what_the_text_does_not_carry_is_found(
    corpus_copy: Any, file: str, old: str, new: str, what: str
) -> None:
    corpus_copy.replace(file, old, new)
    found = faults(corpus_copy.folder)
    assert found
    assert re.match(rf"{re.escape(str(corpus_copy.folder / file))}:\d+: ", found[0]), found
    assert re.search(what, found[0]), found


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        (GRADUATES, "award: entitlement", "award: gift", "'gift' is none of"),
        (GRADUATES, "payee: person", "payee: nobody", "'nobody' is none of"),
        (GRADUATES, "title: 规上民营企业毕业生生活补贴", "titel: 规上", "title is missing"),
        (GRADUATES, "due_by: years_worked", "due_by: years_slept", "no fact 'years_slept'"),
        (GRADUATES, "- use: graduate-at-private-enterprise", "- use: nobody", "named 'nobody'"),
        (GRADUATES, "in: [tsinghua_peking, 985_211]", "in: [oxford]", "no choice"),
        (GRADUATES, "degree, at_least: master", "degree, at_lest: master", "needs one of"),
        (GRADUATES, "yuan: 2000\n", "yuan: -1\n", "whole number"),
        (GRADUATES, "yuan: 2000\n", "yuan: 2000.5\n", "whole number"),
        (GRADUATES, "yuan: [500, 1000]", "yuan: [1000, 500]", "is above"),
        (GRADUATES, "unit: 元/月\n", "unit: 元/月\n      colour: red\n", "unknown key 'colour'"),
        (GRADUATES, "from: 2021-09-01", "from: 2021-08-31", "before the policy"),
        (SKILLS, "filled: true", "filled: false", "cannot be False"),
        (FACTS, "  type: bool\n", "  type: boolean\n", "is none of"),
        (FACTS, "  type: bool\n", "  type: bool\n  hue: red\n", "unknown key 'hue'"),
        ("rules/exclusions.yaml", "keep: best", "keep: worst", "is none of"),
        ("rules/exclusions.yaml", "wish: wants_talent_apartment\n", "\n", "keep: choice goes with"),
        ("rules/contradictions.yaml", "is: none", "is: nowhere", "no choice"),
    ],
)
def test_what_is_unsound_is_refused_with_its_place(
    corpus_copy: Any, file: str, old: str, new: str, what: str
) -> None:
    corpus_copy.replace(file, old, new)
    (fault, *_) = faults(corpus_copy.folder)
    assert re.match(rf"{re.escape(str(corpus_copy.folder / file))}:\d+: ", fault), fault
    assert what in fault


def test_an_idle_fact_and_a_tier_out_of_reach_are_found(corpus_copy: Any) -> None:
    corpus_copy.append(
        FACTS, "\n- {fact: shoe_size, title: 鞋码, type: int, max: 60, ask: 鞋码？}\n"
    )
    corpus_copy.replace(
        SKILLS,
        "contest_prize, in: [third], text: 三等奖",
        "contest_prize, in: [second], text: 三等奖",
    )
    found = faults(corpus_copy.folder)
    assert any("shoe_size: no rule uses this fact" in one for one in found)
    assert any("no case reaches this tier" in one for one in found)


def test_an_amendment_is_a_new_entry() -> None:
    rules = read_rules()
    amount = rules["programmes"][0]["amount"]
    amount.append({**amount[0], "from": "2027-01-01"})
    programme = build_rulebook(rules).programmes["graduate-living-subsidy"]
    assert [one.start.isoformat() for one in programme.amounts] == ["2021-09-01", "2027-01-01"]
    amount.append({**amount[0]})
    with pytest.raises(DataError, match="same day"):
        build_rulebook(rules)


def test_names_are_the_published_ones() -> None:
    rulebook = load_rulebook()
    assert len(rulebook.programmes) == 58
    assert len(rulebook.facts) == 80
    assert all(one.title and one.ask for one in rulebook.facts.values())
    assert all(one.title for one in rulebook.programmes.values())
    titles = [one.title for one in rulebook.facts.values()]
    assert len(set(titles)) == len(titles)
