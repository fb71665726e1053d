from corpus.glossary import Entry
from indexing.expansion import Expansion
from indexing.terms import terms

GLOSSARY = Expansion(
    [
        Entry("lay", ("买房", "买房子"), ("购房",)),
        Entry("lay", ("房子",), ("住房",)),
        Entry("dialect", ("媳妇",), ("配偶",)),
        Entry("misspelling", ("补帖", "卜贴"), ("补贴",)),
    ]
)


def test_misspelt_words_are_put_right() -> None:
    assert GLOSSARY.corrected("生活补帖和买房卜贴") == "生活补贴和买房补贴"


def test_the_query_is_made_plain_before_it_is_corrected() -> None:
    assert GLOSSARY.corrected("补\u200b帖 ９８５") == "补贴 985"


def test_the_policys_words_are_added() -> None:
    assert GLOSSARY.added("媳妇工作") == ["配", "偶", "配偶"]
    assert GLOSSARY.added("工作") == []


def test_terms_that_the_query_has_are_not_added_again() -> None:
    assert GLOSSARY.added("买房") == ["购", "购房"]


def test_the_longest_word_is_taken_and_once_only() -> None:
    assert set(GLOSSARY.added("买房子")) == set(terms("购房")) - set(terms("买房子"))


def test_an_empty_glossary_changes_nothing() -> None:
    empty = Expansion([])
    assert (empty.corrected("买房"), empty.added("买房")) == ("买房", [])


def test_the_shipped_glossary_is_used() -> None:
    assert "购房" in Expansion.of_glossary().added("买楼")
