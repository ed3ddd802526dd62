"""SIGKILL while articles are added, at random moments: is anything acknowledged lost?

    python -m bench.kill --times 20

Each round starts a process that adds the articles of a set with the real embedding model, kills it
after a random time, opens the folder again and compares it with what was reported as added.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time

from bench.question_sets import OUT, load, parser_of
from qa import Assistant

CHILD = """
import sys
from bench.question_sets import OUT, load
from qa import Assistant
articles, _ = load(sys.argv[1])
with Assistant.open(OUT / "kill") as assistant:
    assistant.search("open the vector index")
    print("ready", flush=True)
    assistant.add_articles(articles, lambda done: print(done.item.article_id, flush=True))
"""


def main() -> None:
    """Kill and open again as often as asked, and print what was lost."""
    parser = parser_of(__doc__)
    parser.add_argument("--set", default="hotpotqa_100")
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args()
    articles, _ = load(options.set)
    texts = {article.id: article.text for article in articles}
    moments = random.Random(11)
    lost = half = wrong = 0
    states: dict[str, int] = {}
    for turn in range(options.times):
        if turn % 5 == 0:
            shutil.rmtree(OUT / "kill", ignore_errors=True)
        acknowledged = one_round(options.set, moments.uniform(1.0, 12.0))
        began = time.monotonic()
        with Assistant.open(OUT / "kill") as assistant:
            stored = {each.id: each.text for each in assistant.articles()}
            lost += len(acknowledged - set(stored))
            half += sum(text != texts[name] for name, text in stored.items())
            sampled = list(stored)[:5]
            for name in sampled:
                found = assistant.search(texts[name][:200])
                wrong += name not in {each.article.id for each in found}
            state = assistant.status().vector_index
        states[state] = states.get(state, 0) + 1
        print(
            f"round {turn + 1}: {len(acknowledged)} acknowledged, {len(stored)} stored, "
            f"vector index {state}, ready in {time.monotonic() - began:.1f} s",
            flush=True,
        )
    print(f"{options.times} kills: {lost} acknowledged articles lost, {half} not whole, ", end="")
    print(f"{wrong} stored articles not found by their own words; vector index: {states}")


def one_round(name: str, seconds: float) -> set[str]:
    """Kill a process that adds articles, ``seconds`` after it began; return what it reported."""
    child = subprocess.Popen([sys.executable, "-c", CHILD, name], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.readline()
    time.sleep(seconds)
    child.kill()
    return set(child.communicate()[0].split("\n")) - {""}


if __name__ == "__main__":
    main()
