import numpy as np

from indexing.lexical import Bm25
from indexing.terms import terms

DOCUMENTS = ["给予生活补贴", "给予住房补贴，凭购房发票", "开展技能竞赛", ""]


def bm25() -> Bm25:
    return Bm25([terms(text) for text in DOCUMENTS])


def test_the_document_with_the_words_is_first() -> None:
    scores = bm25().scores(terms("购房"))
    assert scores.shape == (4,)
    assert int(np.argmax(scores)) == 1
    assert np.count_nonzero(scores) == 1


def test_rare_words_count_more_than_frequent_ones() -> None:
    index = bm25()
    assert index.idf("竞赛") > index.idf("补贴") > 0
    scores = index.scores(terms("补贴竞赛"))
    assert int(np.argmax(scores)) == 2


def test_unknown_words_count_nothing() -> None:
    index = bm25()
    assert index.idf("天气") == 0
    assert not index.scores(terms("天气预报")).any()
    assert not index.scores([]).any()
    known = index.scores(["购房"])
    assert np.array_equal(index.scores(["购房", "天气"]), known)


def test_a_repeated_word_counts_repeatedly() -> None:
    once, twice = bm25().scores(["购房"]), bm25().scores(["购房", "购房"])
    assert np.allclose(twice, 2 * once)


def test_a_short_document_says_it_more_clearly() -> None:
    index = Bm25([["补贴", *"甲乙丙丁戊己庚辛"], ["补贴"]])
    long, short = index.scores(["补贴"])
    assert short > long > 0
