from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus import load_policy
from indexing.build import policy_chunks
from indexing.encoders import Encoder
from indexing.search import SearchConfig, Searcher
from indexing.store import VectorStore, open_client

QUERIES = {
    "吉大硕士去民营企业上班，一个月给多少补贴": "annex1/3.2.1.1",
    "研究生在市里买楼给多少钱": "annex1/3.2.1.2",
    "领了生活补贴还能住人才公寓吗": "annex1/3.2.1.3",
    "刚毕业自己注册公司，第一次创业补多少": "main/17",
    "科研人员离岗创业最多几年": "main/14",
    "引进的高端人才，媳妇工作和孩子上学咋办": "annex3/4.8",
    "江城工匠奖多少钱": "annex5/2.1",
    "新考下来技师证有一次性培训补贴吗": "annex2/3.4",
    "骗补贴被发现了要追回吗": "annex3/6.4",
    "VIP卡能免费坐公交不": "main/28",
}
ODD = [
    "", " ", "\u3000", "？？？", "😀🎓", "\u200b\ufeff", "\x00", "\ud800", "a", "985", "一",
    "'; DROP TABLE clauses; --", "{}", "%s", "补" * 20_000, "How much is the subsidy?", "。" * 500,
    "<script>alert(1)</script>", "\u202e补贴", "1" * 400, "-1", "nan",
]  # fmt: skip


@pytest.mark.parametrize(("query", "clause_id"), QUERIES.items())
def test_articles_are_found_by_lay_words(searcher: Searcher, query: str, clause_id: str) -> None:
    assert clause_id in [hit.clause_id for hit in searcher.search(query, k=3)]


def test_hits_come_best_first_with_scores_from_0_to_1(searcher: Searcher) -> None:
    hits = searcher.search("硕士每月生活补贴多少", k=10)
    assert len(hits) == 10
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1 for score in scores)
    assert len({hit.clause_id for hit in hits}) == 10
    assert searcher.search("硕士每月生活补贴多少", k=3) == hits[:3]


def test_items_are_found_by_what_is_said_before_their_list(built: Path, encoder: Encoder) -> None:
    words_of_clauses_only = SearchConfig(
        question_weight=0, dense_weight=0, glossary_weight=0, breadcrumbs=False
    )
    plain = Searcher.open(built, encoder, build=False, config=words_of_clauses_only)
    hits = plain.search("规上民营企业初次就业，签订五年以上劳动合同，依法缴纳社会保险费", k=4)
    assert {hit.clause_id for hit in hits} == {
        "annex1/3.2.1", "annex1/3.2.1.1", "annex1/3.2.1.2", "annex1/3.2.1.3",
    }  # fmt: skip


@pytest.mark.parametrize("same", ["９８５硕士每月生活补帖多少", "985硕士\u200b每月生活补贴多少"])
def test_full_width_slips_and_invisible_signs_do_not_matter(searcher: Searcher, same: str) -> None:
    assert searcher.search(same) == searcher.search("985硕士每月生活补贴多少")


def test_a_blank_changes_no_order(searcher: Searcher) -> None:
    plain = searcher.search("985硕士每月生活补贴多少")
    spaced = searcher.search("985 硕士 每月生活补贴 多少")
    assert [hit.clause_id for hit in spaced] == [hit.clause_id for hit in plain]


@pytest.mark.parametrize("query", ODD)
def test_odd_queries_are_borne(searcher: Searcher, query: str) -> None:
    hits = searcher.search(query)
    assert all(hit.clause_id in load_policy() and 0 < hit.score <= 1 for hit in hits)


@pytest.mark.parametrize("query", ["", "  ", "？！", "😀", "\u200b", "鱻龘"])
def test_a_query_that_says_nothing_finds_nothing(searcher: Searcher, query: str) -> None:
    assert searcher.search(query) == ()


@pytest.mark.parametrize("k", [0, 1, 150, 1000])
def test_any_number_of_hits_may_be_asked_for(searcher: Searcher, k: int) -> None:
    hits = searcher.search("生活补贴", k=k)
    assert len(hits) == min(k, len(hits)) <= 150


def test_the_ranking_holds_every_clause_once(searcher: Searcher) -> None:
    ranking = searcher.rank("生活补贴多少")
    assert sorted(ranking.clause_ids) == sorted(part.clause_id for part in policy_chunks())
    assert ranking.scores.shape == ranking.lexical.shape == ranking.dense.shape == (150,)
    assert np.isfinite(ranking.scores).all()


def test_a_follow_up_is_understood_with_the_question_before(searcher: Searcher) -> None:
    before = "硕士毕业在吉林市买房补贴多少钱"
    alone = searcher.rank("那本科呢").clause_ids[:3]
    together = searcher.rank("那本科呢", before=before, before_weight=0.8).clause_ids[:3]
    assert "annex1/3.2.1.2" in together
    assert "annex1/3.2.1.2" not in alone
    unweighted = searcher.rank("那本科呢", before=before, before_weight=0.0)
    assert unweighted.clause_ids[:3] == alone


def test_parts_of_the_search_can_be_switched_off(built: Path, encoder: Encoder) -> None:
    config = SearchConfig(question_weight=0, dense_weight=0, glossary_weight=0)
    plain = Searcher.open(built, encoder, build=False, config=config).rank("买楼给多少钱")
    full = Searcher.open(built, encoder, build=False).rank("买楼给多少钱")
    assert not plain.dense.any()
    assert full.dense.any()
    assert full.clause_ids[0] == "annex1/3.2.1.2"


def test_rare_terms_weigh_more(searcher: Searcher) -> None:
    assert searcher.term_weight("猎头") > searcher.term_weight("人才") > 0
    assert searcher.term_weight("天气") == 0


def test_the_same_query_finds_the_same(searcher: Searcher, encoder: Encoder, index: Path) -> None:
    other = Searcher.open(index, encoder, build=False)
    for query in QUERIES:
        first = searcher.rank(query)
        for again in (searcher.rank(query), other.rank(query)):
            assert again.clause_ids == first.clause_ids
            assert np.array_equal(again.scores, first.scores)


def test_equal_scores_stand_in_text_order(searcher: Searcher) -> None:
    ids = [part.clause_id for part in policy_chunks()]
    assert list(searcher.rank("").clause_ids) == ids


def test_eight_threads_find_what_one_finds(searcher: Searcher) -> None:
    queries = list(QUERIES) * 8
    expected = [searcher.search(query) for query in queries]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(searcher.search, queries)) == expected


def test_vectors_from_a_server_rank_as_those_of_a_folder(
    searcher: Searcher, encoder: Encoder, chroma_server: str, tmp_path: Path
) -> None:
    remote = Searcher.open(tmp_path, encoder, server=chroma_server)
    for query in list(QUERIES)[:4]:
        assert remote.search(query, k=5) == searcher.search(query, k=5)


def test_chroma_finds_what_exact_comparison_finds(built: Path, encoder: Encoder) -> None:
    client = open_client(built / "chroma")
    (collection,) = client.list_collections()
    hashes = {part.clause_id: part.hash for part in policy_chunks()}
    store = VectorStore(client, collection.name)
    vectors = store.vectors()
    for query in QUERIES:
        vector = encoder.encode([query])[0]
        found = store.similarities(vector, 150)
        assert len(found) == 150
        exact = {clause_id: float(vectors[hashes[clause_id]] @ vector) for clause_id in found}
        assert found == pytest.approx(exact, abs=1e-5)


def test_an_index_is_opened_and_searched_in_a_new_process(
    index: Path, python: Callable[..., Any]
) -> None:
    code = """
import sys
from pathlib import Path
from indexing.encoders import open_encoder
from indexing.search import Searcher
searcher = Searcher.open(Path(sys.argv[1]), open_encoder(), build=False)
print(searcher.search(sys.argv[2], 1)[0].clause_id)
"""
    out, err = python(code, str(index), "江城工匠奖多少钱").communicate(timeout=60)
    assert out.strip() == "annex5/2.1", err
