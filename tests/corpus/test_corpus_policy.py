import re
from pathlib import Path
from typing import Any

import pytest

from corpus import load_policy
from corpus.errors import DataError, RestorationError
from corpus.policy import read_source
from corpus.yaml_file import read_yaml


def test_the_policy_says_what_it_is() -> None:
    policy = load_policy()
    assert (policy.place, policy.issued) == ("吉林市", "2021-09-01")
    assert re.fullmatch(r"2021-09-01\+[0-9a-f]{8}", policy.version)
    assert policy.title == policy["main/0"].title


def test_a_clause_knows_the_title_of_its_document() -> None:
    policy = load_policy()
    assert policy.document_title(policy["main/17"]) == policy.title
    assert policy.document_title(policy["annex6/3.4.2"]) == "吉林市“吉人回吉行动”实施办法"


def test_dates_of_a_clause() -> None:
    assert [date.value for date in load_policy()["main/29"].dates] == ["2022"]


def test_text_that_does_not_have_its_checksum_is_refused(corpus_copy: Any) -> None:
    corpus_copy.replace("policies/jilin-2021/raw.txt", "2000", "2001")
    with pytest.raises(RestorationError, match=r"raw\.txt: the text does not have the checksum"):
        read_source(corpus_copy.policy)


def test_decisions_on_a_shifted_text_are_refused(corpus_copy: Any) -> None:
    corpus_copy.replace("policies/jilin-2021/raw.txt", "\n", "\n\n")
    corpus_copy.reseal()
    with pytest.raises(RestorationError, match="line 88 does not start with '职工作 年；鼓励'"):
        read_source(corpus_copy.policy)


def test_a_new_decision_makes_a_new_version(corpus_copy: Any) -> None:
    corpus_copy.append("policies/jilin-2021/decisions.yaml", "# reviewed again\n")
    assert load_policy(str(corpus_copy.policy)).version != load_policy().version


def test_a_broken_data_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "decisions.yaml"
    path.write_text("lines:\n  - {line: 1\njoined: [\n", encoding="utf-8")
    with pytest.raises(DataError, match=re.escape(f"{path}:3: ")):
        read_yaml(path)
