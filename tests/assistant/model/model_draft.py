"""An answer as the rules compose it."""

from assistant.reply import Citation

LABEL = "附件1第三部分（二）第1项第（1）目"
QUOTE = "（1）给予生活补贴。其中：“985”“211”院校硕士研究生每人每月2000元，补贴连续发放5年。"
ALSO = "正文第（十七）条"
ANSWER = f"""您符合“生活补贴”的条件，可领120000元[1]。

**怎么算的：**

- 生活补贴：2000元/月 × 12月 × 5年 = 120000元，按年发放。
- 住房补贴：80000元，期满发放。

按{LABEL}“给予生活补贴”[1]：

> {QUOTE}

另见{ALSO}[2]。

牵头部门：各县（市）区、开发区人社部门。

以主管部门审核为准，可拨打12345咨询。"""
CITATIONS = (
    Citation(n=1, clause_id="annex1/3.2.1.1", label=LABEL, quote=QUOTE, url="/policy#x"),
    Citation(n=2, clause_id="main/17", label=ALSO, quote="引进高端人才。", url="/policy#y"),
)
