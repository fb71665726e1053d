"""Clause ids as people read them: `annex1/3.2.1.1` → 附件1第三部分（二）第1项第（1）目."""

from corpus.numerals import chinese_ordinal

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"


def label(clause_id: str) -> str:
    """The label of a clause of this policy; a further policy's prefix is left to its own name."""
    document, _, path = clause_id.rpartition(":")[2].partition("/")
    if document == "main":
        return _main_label(path)
    name = "附件" + document.removeprefix("annex")
    if path == "0":
        return name + "前言"
    return name + _annex_path([int(part) for part in path.split(".")])


def _main_label(path: str) -> str:
    if path == "0":
        return "正文前言"
    if path == "annexes":
        return "正文附件目录"
    if path.startswith("s"):
        return f"正文第{chinese_ordinal(int(path[1:]))}部分"
    return f"正文第（{chinese_ordinal(int(path))}）条"


def _annex_path(numbers: list[int]) -> str:
    forms = (
        "第{chinese}部分",
        "（{chinese}）",
        "第{number}项",
        "第（{number}）目",
        "第{circled}点",
    )
    return "".join(
        form.format(
            chinese=chinese_ordinal(number), number=number, circled=CIRCLED[(number - 1) % 10]
        )
        for form, number in zip(forms, numbers, strict=False)
    )
