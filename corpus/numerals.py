"""Chinese numerals as integers, for the spans that a caller has already matched."""

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}

NUMERAL = "零〇一二两三四五六七八九十百千万亿"


def chinese_number(text: str) -> int:
    """The value of a Chinese numeral such as 十七, 三十三, 两百八十万 (else ValueError)."""
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
            continue
        scale = _SCALES.get(character)
        if scale is None:
            raise ValueError(f"{text!r} is not a Chinese numeral")
        if scale >= 10_000:
            total = (total + section + digit or 1) * scale
            section = digit = 0
        else:
            section += (digit or 1) * scale
            digit = 0
    return total + section + digit


def chinese_ordinal(number: int) -> str:
    """The numeral of a small number, 1 to 99: 17 → 十七."""
    tens, ones = divmod(number, 10)
    digits = "零一二三四五六七八九"
    if not tens:
        return digits[ones]
    return ("" if tens == 1 else digits[tens]) + "十" + (digits[ones] if ones else "")
