"""Asks a person about one gap, link or finding after the other and writes every answer."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import click

from pipeline.cli import editor, references
from pipeline.cli.console import Console, harmless, put
from pipeline.cli.ledger import Ledger, signed
from pipeline.cli.questions import STALE, Question, answered, of_pair
from pipeline.cli.settling import settle
from pipeline.decisions import FILE_NAME, making
from pipeline.errors import TaiyakuError, UsageError
from pipeline.model.decisions import Decision, Signed
from pipeline.model.findings import PairReport
from pipeline.model.source import Lang, other

_HELP = """\
a  accept: the finding stays as it is; asks for a reason
c  confirm: a gap is left out on purpose; a link is right; an old decision still holds
l  link: a gap is none; asks which section is its counterpart
n  no: the two sections of a link do not correspond
d  done: a draft is reviewed; its mark goes, and of an update what you carried over
r  remove: an old decision is taken out of the file
s  skip: nothing is decided (Enter does the same)
o  open the article in $VISUAL or $EDITOR at the place; it is read again afterwards
u  undo the last decision and go back to it
q  quit; what was decided stays written
?  this list
"""
_COMMON = {"s": "skip", "o": "open", "u": "undo", "q": "quit", "?": "help"}
_GAP = {"a": "accept", "c": "confirm: left out on purpose", "l": "link to …"}
_LONE = {"a": "accept", "c": "confirm: left out on purpose"}
_LINK = {"c": "confirm", "n": "no link"}
_STALE = {"c": "confirm: still holds", "r": "remove"}
_FINDING = {"a": "accept", "c": "confirm only the link"}
_DRAFT = {"d": "done: it is reviewed"}
_PLACELESS = {"a": "accept"}


class _QuitError(Exception):
    """The person has had enough."""


@dataclass
class Walk:
    """One session. ``reread`` gives a pair as it stands now, None where it cannot be read."""

    questions: list[Question]
    ledger: Ledger
    source: Lang
    by: str | None
    links_below: float
    reread: Callable[[str], PairReport | None]
    console: Console
    _at: int = 0
    _last_reason: str = ""
    _made: list[tuple[int, Callable[[], None]]] = field(default_factory=list)

    def run(self) -> int:
        """Walks until the end or until the person quits; gives how many decisions were made."""
        pairs = len({question.pair.id for question in self.questions})
        put(
            f"{len(self.questions)} to look at in {pairs} pair{'s' * (pairs != 1)}. Every answer "
            f"is written to {FILE_NAME} at once; ? explains the keys.\n"
        )
        try:
            while self._at < len(self.questions):
                question = self.questions[self._at]
                if answered(question, self.ledger.entries()):
                    self._at += 1
                    continue
                self._show(question)
                self._ask(question)
        except (_QuitError, EOFError):
            put("\n")
        finally:
            made = len(self._made)
            self.console.note(f"{made} decision{'s' * (made != 1)} made in this session")
        return len(self._made)

    def _show(self, question: Question) -> None:
        width = shutil.get_terminal_size((80, 24)).columns
        put(f"\n[{self._at + 1}/{len(self.questions)}] {harmless(question.pair.id)}\n")
        put(question.shown(self.source, width, self.console.colored()))

    def _ask(self, question: Question) -> None:
        """Answers until the question is settled, or another one is to be shown."""
        keys = _keys(question)
        prompt = " ".join(f"[{key}]{text.removeprefix(key)}" for key, text in keys.items())
        here = self._at
        while self._at == here:
            # With an input method on, a key comes out full-width.
            key = unicodedata.normalize("NFKC", _line(f"{prompt} > ")).strip().lower()[:1] or "s"
            if key not in keys:
                put(f"{harmless(key)} is none of the keys here; ? explains them\n")
                continue
            try:
                if self._do(key, question):
                    return
            except UsageError as error:
                put(f"{harmless(str(error))}\n")

    def _do(self, key: str, question: Question) -> bool:
        """Carries a key out; whether the questions have to be shown anew."""
        if key == "q":
            raise _QuitError
        if key == "?":
            put(_HELP)
        elif key == "s":
            self._at += 1
        elif key == "u":
            return self._undo()
        elif key == "o":
            self._open(question)
            return True
        elif key == "r":
            self._remove(question)
        elif key == "d":
            self._made.append((self._at, settle(question, self.ledger, self.source)))
            self._at += 1
            self._read_again(question.pair)
        else:
            self._decide(key, question)
        return False

    def _decide(self, key: str, question: Question) -> None:
        partner = self._partner(question) if key == "l" else ()
        if key == "l" and not partner:
            return
        sign = self._signed(key, question)
        if sign is None:
            return
        decision = self._decision(key, question, partner, sign)
        if decision is None:
            raise UsageError("what this was about is gone; remove it with r, or skip it with s")
        # A renewed decision must not stand beside the one that no longer fits.
        old = self._old(question) if key == "c" else None
        self._change(lambda: self._renew(old, decision))

    def _renew(self, old: Decision | None, new: Decision) -> None:
        if old is not None:
            self.ledger.drop(old)
        self.ledger.record(new)

    def _decision(
        self, key: str, question: Question, partner: tuple[int, ...], sign: Signed
    ) -> Decision | None:
        pair = question.pair
        if key == "a" and question.finding is not None:
            return making.accepted(pair, question.finding, sign)
        if key == "l":
            lang: Lang = "ja" if question.place("ja") else "en"
            ours = question.sections(lang)
            ja, en = (ours, partner) if lang == "ja" else (partner, ours)
            return making.link(pair, ja, en, sign)
        if question.is_stale:
            old = self._old(question)
            return making.renewed(pair, old, sign) if old else None
        if question.is_gap and question.finding is not None:
            return making.gap_left_out(pair, question.finding, sign)
        ja, en = question.sections("ja"), question.sections("en")
        return making.link(pair, ja, en, sign, corresponds=key != "n")

    def _partner(self, question: Question) -> tuple[int, ...]:
        """The sections of the other side that a person names; none where they give up."""
        lang: Lang = "en" if question.place("ja") else "ja"
        document = question.pair.document(lang)
        for section in document.sections if document else ():
            if not section.is_furniture:
                indent = "  " * max(section.level - 1, 0)
                title = section.title.text or section.text()[:40]
                put(f"{section.id:>4}  {indent}{harmless(title)}\n")
        text = _line("number or title of the counterpart (several with |, Enter for none) > ")
        return references.sections(question.pair, lang, text) if text.strip() else ()

    def _signed(self, key: str, question: Question) -> Signed | None:
        """The reason, asked for; None where the person thinks better of it."""
        old = self._old(question)
        offered = old.signed.reason if old else self._last_reason
        if not offered and (key in "ln" or question.link is not None):
            offered = "the texts say different things" if key == "n" else "the texts say the same"
        hint = f" (Enter: {harmless(offered)}; - goes back)" if offered else " (Enter goes back)"
        reason = _line(f"reason{hint} > ").strip() or offered
        if not reason or reason == "-":
            return None
        sign = signed(reason, self.by, self.ledger.root)
        if question.link is None and not old:
            self._last_reason = sign.reason
        return sign

    def _remove(self, question: Question) -> None:
        old = self._old(question)
        if old is None:
            raise UsageError("the entry is not in the file any more")
        self._change(lambda: self.ledger.drop(old))

    def _old(self, question: Question) -> Decision | None:
        if question.finding is None or question.finding.rule != STALE:
            return None
        wanted = question.finding.data.get("decision")
        return next((e for e in self.ledger.entries() if e.id == wanted), None)

    def _change(self, edit: Callable[[], None]) -> None:
        """Makes a change and writes it; where that fails, nothing has changed."""
        before, text = self.ledger.before, self.ledger.text
        try:
            edit()
            self.ledger.save()
        except TaiyakuError as error:
            self.ledger.text = text
            raise UsageError(str(error)) from None
        self._made.append((self._at, lambda: self.ledger.restore(before)))
        self._at += 1

    def _undo(self) -> bool:
        if not self._made:
            raise UsageError("there is nothing to undo in this session")
        at, take_back = self._made[-1]
        take_back()
        self._made.pop()
        self._at = at
        put("taken back\n")
        return True

    def _open(self, question: Question) -> None:
        place = question.open_place(self.source)
        lang = place.lang if place else other(self.source)
        document = question.pair.document(lang) or question.pair.document(self.source)
        if document is None:
            raise UsageError("there is no article to open")
        line, column = document.source.place(place.span.start) if place else (1, 1)
        editor.open_at(Path(self.ledger.root, document.source.path), line, column)
        self._read_again(question.pair)

    def _read_again(self, pair: PairReport) -> None:
        """Puts the questions of the pair as it is now in the place of those not yet seen."""
        now = self.reread(pair.id)
        if now is None:
            return
        seen = {q.mark for q in self.questions[: self._at] if q.pair.id == pair.id}
        later = [q for q in self.questions[self._at :] if q.pair.id != pair.id]
        fresh = [q for q in of_pair(now, self.source, self.links_below) if q.mark not in seen]
        self.questions[self._at :] = [*fresh, *later]


def _keys(question: Question) -> dict[str, str]:
    """The keys that mean something here, with their names."""
    if question.is_draft:
        own = _DRAFT
    elif question.is_stale:
        own = _STALE
    elif question.link is not None:
        own = _LINK
    elif question.is_gap:
        own = _GAP if question.pair.ja and question.pair.en else _LONE
    else:
        own = _FINDING if question.place("ja") and question.place("en") else _PLACELESS
    return own | _COMMON


def _line(prompt: str) -> str:
    """One line from the terminal; what is not UTF-8 is an empty one."""
    with suppress(ImportError):
        import readline  # noqa: F401  (gives input() its line editing)
    try:
        return input(click.unstyle(prompt))
    except UnicodeDecodeError:
        return ""
