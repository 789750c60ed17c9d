"""Which two revisions are compared: as named, or what a pull request is measured against."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import HistoryError
from pipeline.sources.git import SHALLOW, Repository

_SHORT = 12
_MAIN = ("main", "master", "trunk", "develop")


@dataclass(frozen=True)
class Revisions:
    """The commits to compare; ``head`` is None for the working tree.

    ``chosen`` says where a base that nobody named comes from.
    """

    base: str
    head: str | None = None
    chosen: str = ""


class _Service(NamedTuple):
    """A CI service: a variable that is set for pull requests only, and those that name the base."""

    name: str
    set_for: str
    commit: str | None
    branch: str | None


_SERVICES = (
    _Service("GitHub", "GITHUB_BASE_REF", None, "GITHUB_BASE_REF"),
    _Service(
        "GitLab",
        "CI_MERGE_REQUEST_IID",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA",
        "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
    ),
    _Service(
        "Bitbucket",
        "BITBUCKET_PR_ID",
        "BITBUCKET_PR_DESTINATION_COMMIT",
        "BITBUCKET_PR_DESTINATION_BRANCH",
    ),
    _Service(
        "Azure Pipelines",
        "SYSTEM_PULLREQUEST_PULLREQUESTID",
        None,
        "SYSTEM_PULLREQUEST_TARGETBRANCH",
    ),
    _Service("Jenkins", "CHANGE_ID", None, "CHANGE_TARGET"),
    _Service("Travis", "TRAVIS_PULL_REQUEST_BRANCH", None, "TRAVIS_BRANCH"),
    _Service(
        "Buildkite",
        "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
        None,
        "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
    ),
    _Service("Drone", "DRONE_PULL_REQUEST", None, "DRONE_TARGET_BRANCH"),
    _Service("Woodpecker", "CI_COMMIT_PULL_REQUEST", None, "CI_COMMIT_TARGET_BRANCH"),
    _Service("AppVeyor", "APPVEYOR_PULL_REQUEST_NUMBER", None, "APPVEYOR_REPO_BRANCH"),
    _Service("Cirrus", "CIRRUS_PR", "CIRRUS_BASE_SHA", "CIRRUS_BASE_BRANCH"),
    _Service("CodeBuild", "CODEBUILD_WEBHOOK_BASE_REF", None, "CODEBUILD_WEBHOOK_BASE_REF"),
    _Service("Semaphore", "SEMAPHORE_GIT_PR_NUMBER", None, "SEMAPHORE_GIT_BRANCH"),
)


def revisions(
    text: str | None, repository: Repository, environment: Mapping[str, str]
) -> Revisions:
    """The revisions that ``BASE``, ``BASE..HEAD`` or ``BASE...HEAD`` name; the usual ones for None.

    A base alone is compared with the working tree. Three dots are the merge base of both, as in
    git; a side left out is HEAD. Raises HistoryError for what is not there.
    """
    if text is None:
        ours = repository.resolve("HEAD")
        usual, name = _usual(repository, environment)
        if usual == ours and repository.is_shallow():
            # A clone of one branch calls it the main one: that nothing changed since says nothing.
            raise HistoryError(f"there is nothing but HEAD to compare with: {SHALLOW}")
        base = repository.merge_base(ours, usual)
        if base == ours:
            return Revisions(
                base, chosen=f"{name} has all of HEAD: only what is not committed counts"
            )
        return Revisions(base, chosen=f"where HEAD left {name}")
    if ".." not in text or repository.has(text):
        return Revisions(repository.resolve(text))
    dots = "..." if "..." in text else ".."
    base, _, head = text.partition(dots)
    ours, theirs = (repository.resolve(each or "HEAD") for each in (base, head))
    return Revisions(repository.merge_base(ours, theirs) if dots == "..." else ours, theirs)


def _usual(repository: Repository, environment: Mapping[str, str]) -> tuple[str, str]:
    """What a pull request is to be merged into, else the main branch; the commit and its name."""
    for service in _SERVICES:
        if not environment.get(service.set_for):
            continue
        names = list(_of_service(service, environment))
        for name in names:
            if repository.has(name):
                return repository.resolve(name), _short(name)
        branch = environment.get(service.branch or "", "") or names[0]
        why = (
            SHALLOW if repository.is_shallow() else "fetch it, or name the base: taiyaku diff BASE"
        )
        raise HistoryError(
            f"{service.name} says that this goes into {branch!r}, and that is not here; {why}"
        )
    pointed = repository.symbolic("refs/remotes/origin/HEAD")
    remote = (f"refs/remotes/origin/{name}" for name in _MAIN)
    local = (f"refs/heads/{name}" for name in _MAIN)
    for name in filter(None, (pointed, *remote, *local)):
        if repository.has(name):
            return repository.resolve(name), _short(name)
    why = f"; {SHALLOW}" if repository.is_shallow() else ""
    raise HistoryError(
        f"which branch is the main one is not clear; name it: taiyaku diff BASE{why}"
    )


def _short(name: str) -> str:
    """A reference as people write it; of an object name its first characters."""
    short = name.removeprefix("refs/remotes/").removeprefix("refs/heads/")
    return short[:_SHORT] if short == name else short


def _of_service(service: _Service, environment: Mapping[str, str]) -> Iterator[str]:
    """Every name that the base may have here, the surest first."""
    if service.commit and (commit := environment.get(service.commit)):
        yield commit
    if service.branch and (branch := environment.get(service.branch)):
        branch = branch.removeprefix("refs/heads/")
        yield f"refs/remotes/origin/{branch}"
        yield f"refs/heads/{branch}"
    if service.name == "GitHub" and (event := environment.get("GITHUB_EVENT_PATH")):
        yield from _from_event(Path(event))


def _from_event(file: Path) -> Iterator[str]:
    """The base that the event of a workflow names: there with ``fetch-depth: 2``, too."""
    try:
        event = json.loads(file.read_text(encoding="utf-8"))
        sha = event["pull_request"]["base"]["sha"]
    except (OSError, ValueError, KeyError, TypeError):
        return
    if isinstance(sha, str):
        yield sha
