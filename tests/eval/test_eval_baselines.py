"""Baselines find what they should, and rank within the rules."""

import pytest

from corpus import load_policy
from eval.baselines import Grep, Ranker, TutorialPipeline, character_bm25, word_bm25
from eval.baselines.ranker import ranked_clauses
from indexing.encoders import open_encoder

OBVIOUS = {
    "实习生食宿补贴按照每人每月多少元给予用人单位？": "main/18",
    "首次注册创业企业，正常经营1年以上，可申请的初次创业补贴": "main/17",
    "人才编制池统筹使用": "main/1",
}
RANKERS = ("grep", "word_bm25", "character_bm25", "titled_bm25", "tutorial")


@pytest.fixture(scope="module")
def rankers() -> dict[str, Ranker]:
    policy = load_policy()
    made: tuple[Ranker, ...] = (
        Grep(ranked_clauses(policy)),
        word_bm25(policy),
        character_bm25(policy),
        character_bm25(policy, titled=True),
        TutorialPipeline(policy, open_encoder()),
    )
    return dict(zip(RANKERS, made, strict=True))


@pytest.mark.parametrize("name", RANKERS)
def test_the_obvious_clause_is_among_the_first(rankers: dict[str, Ranker], name: str) -> None:
    for question, clause_id in OBVIOUS.items():
        assert clause_id in rankers[name].rank(question, 10), question


@pytest.mark.parametrize("name", RANKERS)
def test_at_most_k_clauses_none_twice_and_no_heading(rankers: dict[str, Ranker], name: str) -> None:
    allowed = {clause.id for clause in ranked_clauses(load_policy())}
    for k in (1, 5, 30):
        found = rankers[name].rank("硕士研究生每月生活补贴多少", k)
        assert len(found) == len(set(found)) <= k
        assert found
        assert set(found) <= allowed


@pytest.mark.parametrize("name", ["grep", "word_bm25", "character_bm25", "titled_bm25"])
def test_words_that_no_clause_has_find_nothing(rankers: dict[str, Ranker], name: str) -> None:
    assert rankers[name].rank("zzz qqq", 5) == []


def test_grep_prefers_the_longer_shared_piece() -> None:
    policy = load_policy()
    grep = Grep(ranked_clauses(policy))
    assert "人才编制池" in policy[grep.rank("人才编制池", 1)[0]].text


def test_the_tutorial_can_name_every_clause(rankers: dict[str, Ranker]) -> None:
    everything = rankers["tutorial"].rank("人才", 1000)
    missing = {clause.id for clause in ranked_clauses(load_policy())} - set(everything)
    assert missing == set()


def test_two_tutorials_in_one_process_do_not_mix(rankers: dict[str, Ranker]) -> None:
    question = "大学生创业园补贴"
    before = rankers["tutorial"].rank(question, 10)
    assert TutorialPipeline(load_policy(), open_encoder()).rank(question, 10) == before
    assert rankers["tutorial"].rank(question, 10) == before
