from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corpus.questions import load_questions
from indexing.static_encoder import BUILTIN_FOLDER, StaticEncoder
from indexing.training import Recipe, character_tokenizer, train

FILES = ("model.safetensors", "tokenizer.json", "modules.json")
TINY = Recipe(dimension=16, epochs=1, steps=2)


def test_the_same_seed_gives_the_same_files(tiny_model: Path, tmp_path: Path) -> None:
    losses: list[tuple[int, float]] = []
    train(tmp_path / "again", TINY, progress=lambda epoch, loss: losses.append((epoch, loss)))
    for name in FILES:
        assert (tmp_path / "again" / name).read_bytes() == (tiny_model / name).read_bytes(), name
    ((epoch, loss),) = losses
    assert epoch == 1
    assert loss > 0


def test_another_seed_gives_another_encoder_in_the_place_of_the_old(
    tiny_model: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "encoder"
    folder.mkdir()
    (folder / "left-over.json").write_text("{}")
    train(folder, replace(TINY, seed=7, steps=1))
    assert StaticEncoder.load(folder).name != StaticEncoder.load(tiny_model).name
    assert not (folder / "left-over.json").exists()
    assert [one.name for one in tmp_path.iterdir()] == ["encoder"]


def test_training_brings_a_question_nearer_to_others_of_its_clause(tmp_path: Path) -> None:
    asked = {i: many for i, many in load_questions().items() if i.startswith("annex1/3.2")}
    train(tmp_path / "trained", replace(TINY, steps=40), questions=asked)
    encoder = StaticEncoder.load(tmp_path / "trained")
    groups = [encoder.encode(many) for many in asked.values()]
    within = np.mean([np.mean(group @ group.T) for group in groups])
    between = np.mean([np.mean(a @ b.T) for i, a in enumerate(groups) for b in groups[i + 1 :]])
    assert within > between + 0.1


def test_a_token_is_a_character_a_word_or_a_number() -> None:
    tokenizer = character_tokenizer(iter(["２０００元 VIP卡", "每月 2000 元"]))
    encoding = tokenizer.encode("每月2000元，ｖｉｐ卡鱻", add_special_tokens=False)
    assert encoding.tokens == ["每", "月", "2000", "元", "[UNK]", "vip", "卡", "[UNK]"]


def test_the_shipped_encoder_knows_every_character_that_is_asked_or_said() -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(BUILTIN_FOLDER / "tokenizer.json"))
    questions = [question for many in load_questions().values() for question in many]
    unknown = {
        question[start:end]
        for question, encoding in zip(
            questions, tokenizer.encode_batch(questions, add_special_tokens=False), strict=True
        )
        for (start, end), token in zip(encoding.offsets, encoding.tokens, strict=True)
        if token == "[UNK]" and question[start:end].strip()
    }
    assert not unknown, "train the encoder anew: python -m indexing train"


@pytest.mark.prove
@pytest.mark.timeout(600)
def test_the_shipped_encoder_is_what_the_recipe_gives(tmp_path: Path) -> None:
    train(tmp_path / "anew")
    anew, shipped = StaticEncoder.load(tmp_path / "anew"), StaticEncoder.load(BUILTIN_FOLDER)
    vocabulary = "tokenizer.json"
    assert (tmp_path / "anew" / vocabulary).read_bytes() == (
        BUILTIN_FOLDER / vocabulary
    ).read_bytes()
    questions = [question for many in load_questions().values() for question in many]
    likeness = np.sum(anew.encode(questions) * shipped.encode(questions), axis=1)
    assert likeness.min() > 0.999
