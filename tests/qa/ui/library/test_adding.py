import asyncio
from contextlib import aclosing
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from index.types import AddItem, AddReport
from qa.errors import StoreFull
from qa.settings import Settings
from qa.ui.library.adding import Adding
from qa.ui.library.jobs import Job, jobs_from, jobs_html
from tests.fakes.assistant import FakeAssistant
from tests.qa.ui.parsed import Parsed
from tests.qa.ui.records import jobs, texts


def assistant_in(folder) -> FakeAssistant:
    return FakeAssistant(settings=Settings(_env_file=None, data_dir=folder / "data"))


async def last(assistant, addresses="", uploads=()):
    adding = Adding(assistant, pace=0)
    adding.begin(jobs_from(addresses, uploads))
    return await ended(adding)


async def ended(adding):
    *_, state = [each async for each in adding.watch()]
    return state


@given(st.lists(jobs, max_size=3))
def test_any_names_and_reasons_stay_words(listed):
    Parsed(jobs_html(listed))


@given(texts)
def test_whatever_is_pasted_only_web_addresses_are_fetched(pasted):
    for job in jobs_from(pasted, ()):
        assert job.report or job.label.lower().startswith(("http://", "https://"))


def test_a_path_of_this_machine_is_refused():
    for path in ("/etc/passwd", "file:///etc/passwd", "notes.md", "C:\\notes.md"):
        (job,) = jobs_from(path, ())
        assert job.state == "failed"
        assert "not a web address" in Parsed(jobs_html([job])).text


def test_a_file_of_a_type_that_is_not_read_fails_and_the_others_do_not(tmp_path):
    bad, hidden, good = jobs_from("", [tmp_path / name for name in ("a.exe", ".md", "a.MD")])
    assert (bad.state, hidden.state, good.state) == ("failed", "failed", "waiting")
    assert "files of this type are not read" in Parsed(jobs_html([bad])).text


def test_too_many_sources_are_told():
    jobs = jobs_from("\n".join(f"https://example.org/{n}" for n in range(103)), ())
    assert len(jobs) == 101
    assert "only 100 sources at a time" in Parsed(jobs_html(jobs)).text


async def test_each_source_ends_with_its_count_or_its_reason(tmp_path):
    good = tmp_path / "good.md"
    good.write_text("# A good title\nA good text.", encoding="utf-8")
    state = await last(assistant_in(tmp_path), "https://example.org/gone", [good])
    assert [job.state for job in state] == ["failed", "done"]
    text = Parsed(jobs_html(state)).text
    assert "this fake has no network" in text
    assert "Done: 1 added, 1 failed." in text


async def test_an_upload_is_read_under_its_own_name_and_its_copy_removed(tmp_path):
    upload = tmp_path / "tmp-of-the-framework" / "good.md"
    upload.parent.mkdir()
    upload.write_text("# A title\nA text.", encoding="utf-8")
    assistant = assistant_in(tmp_path)
    seen = []
    aadd = assistant.aadd

    async def watched(path, **options):
        seen.append(path)
        return await aadd(path, **options)

    assistant.aadd = watched
    (job,) = await last(assistant, uploads=[upload])
    (path,) = seen
    assert path.name == "good.md"
    assert path.is_relative_to(assistant.settings.data_dir.absolute())
    assert not path.exists()
    assert [each.source for each in job.report.added] == ["good.md"]
    assert [each.source for each in assistant.additions()] == ["good.md"]


async def test_the_same_upload_has_the_same_place_again(tmp_path):
    upload = tmp_path / "note.md"
    upload.write_text("# A note\nIts text.", encoding="utf-8")
    assistant = assistant_in(tmp_path)
    await last(assistant, uploads=[upload])
    (job,) = await last(assistant, uploads=[upload])
    assert len(job.report.unchanged) == 1


async def test_the_same_upload_from_two_pages_at_once_disturbs_neither(tmp_path):
    upload = tmp_path / "note.md"
    upload.write_text("# A note\nIts text.", encoding="utf-8")
    assistant = assistant_in(tmp_path)
    both = await asyncio.gather(*(last(assistant, uploads=[upload]) for _ in range(4)))
    assert [job.state for (job,) in both] == ["done"] * 4
    assert sum(len(job.report.added) for (job,) in both) == 1
    assert not (tmp_path / "data/uploads").exists()


async def test_the_same_name_from_two_pages_is_two_articles(tmp_path):
    uploads = [tmp_path / folder / "note.md" for folder in "ab"]
    for upload in uploads:
        upload.parent.mkdir()
        upload.write_text(f"# Note {upload.parent.name}\nIts text.", encoding="utf-8")
    assistant = assistant_in(tmp_path)
    both = await asyncio.gather(*(last(assistant, uploads=[upload]) for upload in uploads))
    assert [len(job.report.added) for (job,) in both] == [1, 1]


async def test_an_error_fails_one_source_and_the_next_goes_on(tmp_path):
    assistant = assistant_in(tmp_path)
    assistant.failure = StoreFull("no space is left: free some")
    good = tmp_path / "good.md"
    good.write_text("# Good\nText.", encoding="utf-8")
    state = await last(assistant, "https://example.org/a", [good])
    assert [job.state for job in state] == ["failed", "done"]
    assert "no space is left: free some" in Parsed(jobs_html(state)).text


def files_in(folder, count=3):
    for number in range(count):
        path = folder / f"{number}.md"
        path.write_text(f"# Title {number}\nText {number}.", encoding="utf-8")
        yield path


async def test_what_has_begun_goes_on_when_the_page_is_left(tmp_path):
    assistant = assistant_in(tmp_path)
    before = len(assistant.store)
    adding = Adding(assistant, pace=0)
    adding.begin(jobs_from("", list(files_in(tmp_path))))
    async with aclosing(adding.watch()) as states:
        await anext(states)
    await ended(adding)
    assert len(assistant.store) == before + 3


async def test_whoever_comes_later_sees_what_is_under_way_and_how_it_ends(tmp_path):
    adding = Adding(assistant_in(tmp_path), pace=0)
    adding.begin(jobs_from("", list(files_in(tmp_path))))
    async with aclosing(adding.watch()) as states:
        while (await anext(states))[0].report is None:
            pass
    assert adding.busy
    assert [job.state for job in await ended(adding)] == ["done"] * 3
    assert not adding.busy


async def test_what_begins_meanwhile_stands_beside_what_is_under_way(tmp_path):
    first, second, third = files_in(tmp_path)
    adding = Adding(assistant_in(tmp_path), pace=0)
    adding.begin(jobs_from("", [first, second]))
    adding.begin(jobs_from("", [third]))
    assert [job.label for job in await ended(adding)] == ["0.md", "1.md", "2.md"]
    adding.begin(jobs_from("https://example.org/gone", ()))
    assert [job.label for job in await ended(adding)] == ["https://example.org/gone"]


async def test_an_article_is_read_again_from_its_address(tmp_path):
    assistant = assistant_in(tmp_path)
    pact = assistant.store["pact"]
    assistant.pages[pact.url] = replace(pact, text="A new text.", content_hash="")
    adding = Adding(assistant, pace=0)
    adding.begin([Job(pact.title, article_id="pact")])
    (job,) = await ended(adding)
    assert len(job.report.updated) == 1
    assert assistant.store["pact"].text == "A new text."


async def test_an_article_that_is_gone_or_has_no_address_is_not_refreshed(tmp_path):
    adding = Adding(assistant_in(tmp_path), pace=0)
    adding.begin([Job("Gone", article_id="gone"), Job("Owls", article_id="owls")])
    text = Parsed(jobs_html(await ended(adding))).text
    assert "no article has the id" in text
    assert "has no address" in text


def test_a_reason_names_the_article_only_where_the_source_does_not():
    def told(source):
        report = AddReport(failed=(AddItem(source, reason="it has no text"),))
        return Parsed(jobs_html([Job("feed.xml").ended(report)])).text

    assert told("feed.xml").count("feed.xml") == 1
    assert "feed.xml#2: it has no text" in told("feed.xml#2")


def test_progress_shows_how_far_a_source_is():
    page = Parsed(jobs_html([Job("feed.xml", state="reading", done=3, total=12)]))
    assert "3 of 12" in page.text
    (bar,) = page.all("progress")
    assert (bar["value"], bar["max"]) == ("3", "12")
