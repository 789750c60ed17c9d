from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
import yaml

from pipeline.checks import RULES as RULES_OF_TAIYAKU
from pipeline.errors import ConfigError, UsageError
from pipeline.settings.project import NamedPair, Pattern, Settings, load_settings
from pipeline.settings.root import find_root
from pipeline.settings.table import find_line

RULES = ("term-mismatch", "extra-section", "reordered-section")
CASES = yaml.safe_load((Path(__file__).parents[1] / "cases/config.yaml").read_text("utf-8"))


def load(root: Path, toml: str, name: str = "taiyaku.toml") -> Settings:
    (root / name).write_text(toml, "utf-8")
    return load_settings(root, RULES)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_what_is_said_of_a_wrong_file(case: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        load(tmp_path, case["toml"])
    assert str(error.value) == case["says"]


def test_broken_toml_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"taiyaku\.toml: is not valid TOML: .*line 2"):
        load(tmp_path, 'source = "ja"\npatterns = ]')


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "taiyaku.toml").write_bytes('glossary = "用語.tsv"'.encode("cp932"))
    with pytest.raises(ConfigError, match="is not UTF-8"):
        load_settings(tmp_path, RULES)


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, RULES)
    assert settings == Settings()
    assert settings.patterns == (Pattern("articles/ja/{path}", "articles/en/{path}"),)


def test_every_key(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        """
        source = "en"
        patterns = ["a/{lang}/{path}", { ja = "{path}.ja.md", en = "{path}.md" }]
        exclude = "README.md"
        glossary = "terms/glossary.tsv"
        meta_keys = ["summary"]
        [[pairs]]
        ja = "x.md"
        en = "y.txt"
        [rules]
        extra-section = "off"
        [thresholds]
        default = 0.25
        term-mismatch = 1
        [[overrides]]
        paths = ["news/**"]
        rules = { term-mismatch = "info" }
        thresholds = { default = 0.5 }
        """,
    )
    assert settings.source == "en"
    assert settings.patterns[1] == Pattern("{path}.ja.md", "{path}.md")
    assert settings.exclude == ("README.md",)
    assert settings.pairs == (NamedPair("x.md", "y.txt"),)
    assert settings.rules == {"extra-section": "off"}
    assert settings.thresholds == {"default": 0.25, "term-mismatch": 1.0}
    assert settings.overrides[0].rules == {"term-mismatch": "info"}
    assert settings.path == "taiyaku.toml"


def test_the_manual_shows_every_key_and_the_true_defaults(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs/configuration.md").read_text("utf-8")
    example = page.partition("```toml\n")[2].partition("```")[0]
    rules = [rule.id for rule in RULES_OF_TAIYAKU]
    (tmp_path / "taiyaku.toml").write_text(example, "utf-8")
    settings = load_settings(tmp_path, rules)
    (tmp_path / "taiyaku.toml").write_text(example.partition("# Examples")[0], "utf-8")
    assert replace(load_settings(tmp_path, rules), path=None) == Settings()
    # Where the settings came from, and what only the command line says.
    keys = [key for key in fields(Settings) if key.name not in ("path", "drafts")]
    same = [
        key.name for key in keys if getattr(settings, key.name) == getattr(Settings(), key.name)
    ]
    assert same == ["source", "patterns", "exclude", "glossary", "meta_keys", "max_size"]
    for key in keys:
        assert key.name in example


def test_pyproject_counts_only_with_its_table(tmp_path: Path) -> None:
    assert load(tmp_path, '[project]\nname = "x"\n', "pyproject.toml") == Settings()
    with pytest.raises(ConfigError) as error:
        load(tmp_path, '[project]\nname = "x"\n[tool.taiyaku]\nsorce = "en"\n', "pyproject.toml")
    assert (
        str(error.value)
        == "pyproject.toml:4: unknown key 'sorce' in [tool.taiyaku]; did you mean 'source'?"
    )


def test_its_own_file_wins_over_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.taiyaku]\nsource = "en"\n')
    assert load(tmp_path, 'source = "ja"').source == "ja"


def test_the_digest_tells_settings_apart_and_not_where_they_stand(tmp_path: Path) -> None:
    here = load(tmp_path, 'source = "ja"')
    assert here.digest() == Settings().digest()
    assert load(tmp_path, 'source = "en"').digest() != here.digest()


def test_find_line_counts_tables_of_one_name() -> None:
    text = '[[o]]\npaths = 1\n[[o]]\n"a.b" = 1\npaths = 2\nx.y = 3\n'
    assert find_line(text, ("o", "1", "paths")) == 5
    assert find_line(text, ("o", "1", "x", "y")) == 6
    assert find_line(text, ("o", "1", "missing")) == 3
    assert find_line(text, ("nowhere",)) is None


@pytest.mark.parametrize("mark", ["articles/x", "glossary.tsv", "taiyaku.toml", "pyproject.toml"])
def test_the_root_is_the_nearest_folder_with_a_mark(mark: str, tmp_path: Path) -> None:
    below = tmp_path / "project/notes/deep"
    below.mkdir(parents=True)
    (tmp_path / "glossary.tsv").touch()
    file = tmp_path / "project" / mark
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("[tool.taiyaku]\n" if mark == "pyproject.toml" else "")
    assert find_root(None, below) == tmp_path / "project"


def test_the_search_for_the_root_stops_at_the_top_of_the_repository(tmp_path: Path) -> None:
    (tmp_path / "glossary.tsv").touch()
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "notes").mkdir()
    (repository / "pyproject.toml").write_text('[project]\nname = "x"\n')
    assert find_root(None, repository / "notes") == repository / "notes"


def test_a_root_that_is_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no such folder"):
        find_root(tmp_path / "nothing", tmp_path)
    (tmp_path / "file").touch()
    with pytest.raises(UsageError, match="is not a folder"):
        find_root(tmp_path / "file", tmp_path)
