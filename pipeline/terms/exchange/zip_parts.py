"""An archive from a stranger, unpacked within bounds, and packed again for trusting readers.

Two readers of one ZIP file may see different things: names that stand twice, sizes that differ
between the list at its end and the headers before each part, streams that go on after their end.
Whatever could be read in two ways is refused, and other readers get only what was read here.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

from pipeline.errors import GlossaryError

# A workbook has a dozen parts and one for each sheet and picture.
_MOST_PARTS = 10_000
# Not pictures, nor what other programs keep beside the sheets.
_NEEDED = ("xl/", "[content_types].xml", "_rels/")
_LISTED = b"PK\x01\x02"
_HEADER = struct.Struct("<4s5H3I2H")
_ENCRYPTED, _SIZES_FOLLOW = 0x1, 0x8
_ZIP64 = 0xFFFFFFFF
_MEGABYTE = 1024 * 1024


class _DamagedError(Exception):
    """What is wrong with an archive, in words."""


def parts_of(data: bytes, path: str, limit: int) -> dict[str, bytes]:
    """The XML parts that hold cells by name, every byte counted and checked.

    Raises GlossaryError for what is no archive, is damaged or ambiguous, or unpacks to more than
    ``limit`` bytes.
    """
    if data.count(_LISTED) > _MOST_PARTS:
        raise GlossaryError(
            f"has more than {_MOST_PARTS} parts, which no glossary has; save it again", path=path
        )
    parts: dict[str, bytes] = {}
    total = 0
    names: set[str] = set()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                total += info.file_size
                if total > limit:
                    raise GlossaryError(
                        f"unpacks to more than {limit // _MEGABYTE} MB, which no glossary does",
                        path=path,
                    )
                name = info.filename.replace("\\", "/").lstrip("/").casefold()
                if name in names:
                    raise GlossaryError(f"holds “{info.filename}” twice; save it again", path=path)
                names.add(name)
                if name.startswith(_NEEDED) and name.endswith((".xml", ".rels")):
                    parts[info.filename] = _unpacked(data, info)
    except (
        *(_DamagedError, zipfile.BadZipFile, zlib.error, struct.error),
        *(NotImplementedError, RuntimeError, EOFError, ValueError, OSError, OverflowError),
    ) as error:
        raise GlossaryError(
            f"is no workbook or damaged ({error}); save it again", path=path
        ) from None
    return parts


def packed(parts: Mapping[str, bytes]) -> bytes:
    """An archive that holds these parts and nothing else."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _unpacked(data: bytes, info: zipfile.ZipInfo) -> bytes:
    """The content of a part, of which the list, the header and the stream say the same."""
    name = info.filename
    begin = _begin(data, info)
    stream = data[begin : begin + info.compress_size]
    if len(stream) != info.compress_size:
        raise _DamagedError(f"{name} is cut off")
    if info.compress_type == zipfile.ZIP_STORED:
        content = stream
    elif info.compress_type == zipfile.ZIP_DEFLATED:
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
        content = inflating.decompress(stream, info.file_size + 1)
        if len(content) <= info.file_size and not inflating.eof:
            content += inflating.decompress(inflating.unconsumed_tail, 1)
        if not inflating.eof or inflating.unused_data:
            raise _DamagedError(f"{name} has another size than the archive says")
    else:
        # Other methods take as much memory as the archive asks for.
        raise _DamagedError(f"{name} is packed in a way that no spreadsheet uses")
    if len(content) != info.file_size:
        raise _DamagedError(f"{name} has another size than the archive says")
    if zlib.crc32(content) != info.CRC:
        raise _DamagedError(f"{name} has another checksum than the archive says")
    return content


def _begin(data: bytes, info: zipfile.ZipInfo) -> int:
    """Where the content of a part begins, its header held against the list."""
    name = info.filename
    header = data[info.header_offset : info.header_offset + _HEADER.size]
    fields: tuple[Any, ...] = _HEADER.unpack(header)
    sign, _, flags, method, _, _, crc, packed, size = fields[:9]
    named, extra = int(fields[9]), int(fields[10])
    if sign != b"PK\x03\x04":
        raise _DamagedError(f"{name} has no header")
    begin = info.header_offset + _HEADER.size + named
    if (flags | info.flag_bits) & _ENCRYPTED:
        raise _DamagedError(f"{name} has a password")
    if data[begin - named : begin] != info.orig_filename.encode(
        "utf-8" if flags & 0x800 else "cp437"
    ):
        raise _DamagedError(f"{name} has another name in its header")
    declared = (info.CRC, info.compress_size, info.file_size)
    here = (crc, packed, size)
    # Writers that stream give the sizes after the content; large ones in a field of their own.
    later = flags & _SIZES_FOLLOW and here == (0, 0, 0)
    if method != info.compress_type or not (
        later or all(a in (b, _ZIP64) for a, b in zip(here, declared, strict=True))
    ):
        raise _DamagedError(f"{name} has another size in its header than in the list")
    return begin + extra
