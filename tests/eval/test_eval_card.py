"""The card of the question sets says what the files hold."""

import re

from eval.card import CARD, END, START, counts
from eval.question import load_questions, set_path


def test_the_counts_in_the_card_are_those_of_the_files() -> None:
    written = CARD.read_text(encoding="utf-8").partition(START)[2].partition(END)[0]
    assert written.strip() == counts(), "run: policy-assistant eval card"


def test_counts_are_counted() -> None:
    dev = load_questions(set_path("dev"))
    row = re.search(r"\| kind answer \| (\d+) \|", counts())
    assert row
    assert int(row[1]) == len([question for question in dev if question.kind == "answer"])
