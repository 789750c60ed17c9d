"""TBX version 2 against the schema by which OmegaT, as Debian packages it, reads glossaries."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from pipeline.terms.exchange import write

JAR = Path("/usr/share/omegat/OmegaT.jar")
ROOT = Path(__file__).parents[2]

pytestmark = [
    pytest.mark.external,
    pytest.mark.skipif(not JAR.exists(), reason="OmegaT is not installed"),
]


@pytest.fixture
def schema(tmp_path: Path) -> etree.XMLSchema:
    with zipfile.ZipFile(JAR) as jar:
        for name in ("tbx.xsd", "xml.xsd"):
            (tmp_path / name).write_bytes(jar.read(f"schemas/{name}"))
    return etree.XMLSchema(etree.parse(tmp_path / "tbx.xsd"))


def test_the_glossary_is_valid(schema: etree.XMLSchema) -> None:
    text = (ROOT / "glossary.tsv").read_text("utf-8")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    data = write(text, "tbx-v2", "glossary.tsv")
    schema.assertValid(etree.fromstring(data, parser))
    with pytest.raises(etree.DocumentInvalid, match="tig"):
        schema.assertValid(etree.fromstring(data.replace(b"tig>", b"tag>"), parser))
