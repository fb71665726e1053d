"""Proves the glossary: what it means is the policy's wording, what it corrects is not."""

from collections import Counter

from corpus.check.material import Material
from corpus.check.proof import Fault, Proof
from corpus.check.yaml_places import Placed, placed_texts
from corpus.errors import CorpusError
from corpus.glossary import load_glossary


def prove_glossary(material: Material) -> Proof:
    path = material.folder / "glossary.yaml"
    try:
        entries = load_glossary(path)
        texts = placed_texts(path)
    except (CorpusError, OSError, LookupError) as error:
        return Proof("glossary", "read", (Fault.of(error, path),))
    seen: Counter[tuple[str, str]] = Counter()
    policy = material.text
    faults = [Fault(path, one.line, what) for one in texts if (what := _fault(one, policy, seen))]
    spoken = sum(len(entry.say) for entry in entries)
    covered = f"{spoken} words in {len(entries)} entries"
    return Proof("glossary in the policy's words", covered, tuple(faults))


def _fault(one: Placed, policy: str, seen: Counter[tuple[str, str]]) -> str:
    kind, role = one.keys
    if not one.text.strip():
        return "an empty word"
    if role == "means" and kind in ("lay", "abbreviation") and one.text not in policy:
        return f"{kind}: {one.text!r} is not in the policy"
    if role == "say":
        seen[kind, one.text] += 1
        if seen[kind, one.text] > 1:
            return f"{kind}: {one.text!r} is said twice"
        if kind == "misspelling" and one.text in policy:
            return f"misspelling: {one.text!r} is in the policy"
    return ""
