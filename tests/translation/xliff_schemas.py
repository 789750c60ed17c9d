"""Schemas of XLIFF: OASIS's own for the core, and ours for what we write of the modules."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

DATA = Path(__file__).parents[1] / "data"
CORE_2 = "urn:oasis:names:tc:xliff:document:2.0"
MODULES = tuple(
    f"{{urn:oasis:names:tc:xliff:{name}:2.0}}{root}"
    for name, root in (("matches", "matches"), ("glossary", "glossary"), ("metadata", "metadata"))
)


class _Local(etree.Resolver):
    """Finds the schema of the xml: attributes beside the others; nothing is fetched."""

    def resolve(self, system_url: str, public_id: str, context: object) -> object:
        if system_url.endswith("xml.xsd"):
            return self.resolve_filename(str(DATA / "xml.xsd"), context)
        return None


@cache
def _schema(name: str) -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(_Local())
    return etree.XMLSchema(etree.parse(DATA / name, parser))


@cache
def _modules() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(DATA / "xliff21-modules-written.rng"))


def parsed(data: bytes) -> etree._Element:
    """The document, read without entities and without network."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def problems(data: bytes) -> list[str]:
    """What the schemas of its version say of an XLIFF file."""
    root = parsed(data)
    if root.get("version") == "1.2":
        schema = _schema("xliff-core-1.2-strict.xsd")
        schema.validate(root)
        return [str(entry) for entry in schema.error_log]
    core = _schema("xliff-core-2.0.xsd")
    core.validate(root)
    found = [str(entry) for entry in core.error_log]
    for element in (each for name in MODULES for each in root.iter(name)):
        if not _modules().validate(element):
            found.append(str(_modules().error_log))
    return found
