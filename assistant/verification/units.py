"""The units of figures: how they are written, which kind they make, which of them say the same."""

from __future__ import annotations

import re
from types import MappingProxyType

MONEY = "元"
SHARE = "%"
MONTH = "月"  # so many months
CALENDAR_MONTH = "月份"  # 9月; in a formula 12月 is both
DATE = "日期"
NO_UNIT = ""

# Written form, unit, kind; the first that fits after a number is taken.
_WRITTEN: tuple[tuple[str, str, str], ...] = (
    (r"美元|美金", "美元", "money"),
    (r"港元|港币|欧元|日元|英镑|卢布|韩元", "外币", "money"),
    (r"元(?!旦|化|宵)|块钱?|圆(?!满|形)|人民币|RMB", MONEY, "money"),
    (r"个?百分点|%", SHARE, "share"),
    (r"‰", "‰", "share"),
    (r"成(?![功果员本都立为绩长交品年人就分效色套就因型])", "成", "share"),
    (r"折(?![旧扣合算叠腾])", "成", "share"),
    (r"倍", "倍", "count"),
    (r"周岁|岁", "周岁", "age"),
    (r"平方公里", "平方公里", "area"),
    (r"平方米|平米|平(?![均台常时等原方民川])|㎡|m2|m²", "平方米", "area"),
    (r"亩", "亩", "area"),
    (r"公里|千米", "公里", "length"),
    (r"个?工作日", "工作日", "duration"),
    (r"个?自然日", "日", "duration"),
    (r"个半月", "个半月", "duration"),
    (r"个月(?!度)", MONTH, "duration"),
    (r"年半", "年半", "duration"),
    (r"周年|整年|年(?![度轻级代龄薪终])", "年", "duration"),
    (r"个?学期", "学期", "duration"),
    (r"个?季度", "季度", "duration"),
    (r"个?(?:星期|礼拜)|周(?![边转到围密期折])", "周", "duration"),
    (r"个?小时", "小时", "duration"),
    (r"分钟", "分钟", "duration"),
    (r"天(?![然津])|日(?![常益前期元报])", "日", "duration"),
    (r"月(?![份度薪均])", CALENDAR_MONTH, "duration"),
    (r"月份", CALENDAR_MONTH, "duration"),
    (r"人次", "人次", "count"),
    (r"个人(?![才所民员])|人(?![才民社事])", "人", "count"),
    (r"名(?!单|录|称|牌)", "名", "count"),
    (r"位(?![于置])", "位", "count"),
    (
        r"[个次届所家项种类条款份套间门场批户步轮台件篇支组期处点样只队辆页字]|方面",
        "",
        "count",
    ),
)
UNIT = re.compile(
    "|".join(f"(?P<u{number}>{written})" for number, (written, _, _) in enumerate(_WRITTEN))
)
_FAMILIES = MappingProxyType(
    {"名": "人", "位": "人", "届": "次"} | dict.fromkeys("所家项种类支组队条款", "个")
)


def unit_of(match: re.Match[str]) -> tuple[str, str]:
    """The unit and the kind of a match of UNIT; a counting word is its own unit."""
    number = int((match.lastgroup or "u0")[1:])
    _, unit, kind = _WRITTEN[number]
    return unit or match[0], kind


def family(unit: str) -> str:
    """The unit that stands for all that say the same: 名, 人 and 位 count people."""
    return _FAMILIES.get(unit, unit)
