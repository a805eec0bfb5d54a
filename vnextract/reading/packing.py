"""Bytes from files that may be packed, with an eye on how much comes out: gzip, bzip2, xz, zip archives."""

from __future__ import annotations

import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b, sha256
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING

from vnextract.errors import InputError
from vnextract.reading.inputs import (
    ARCHIVES,
    DESCRIBING,
    METADATA,
    Input,
    Span,
    is_table,
    parse_metadata,
    path_key,
    suffix_of,
)

if TYPE_CHECKING:
    import zipfile

# Text packs 4 to 10 times; what unfolds a hundredfold and is large was made to harm.
RATIO, RATIO_FROM = 100, 64 << 20
MEMBERS, UNPACKED = 200_000, 16 << 30  # of one archive: files, and bytes of all of them


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip archive as an input of its own, and how to open it."""

    source: Input
    info: zipfile.ZipInfo
    archive: zipfile.ZipFile

    def open(self) -> IO[bytes]:
        if self.info.flag_bits & 1:
            raise InputError("it is encrypted")
        if stat.S_ISLNK(self.info.external_attr >> 16):
            raise InputError("it is a symbolic link")
        return watched(self.archive.open(self.info), self.info.compress_size)


class Watched(io.RawIOBase):
    """A stream that says in an InputError when its data are damaged, or when far more comes out than went in."""

    def __init__(self, stream: IO[bytes], packed: int) -> None:
        self.stream, self.packed, self.count = stream, packed, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        import lzma

        try:
            data = self.stream.read(len(buffer))
        except (EOFError, OSError, zlib.error, lzma.LZMAError, RuntimeError, NotImplementedError) as error:
            raise InputError(f"the packed data are damaged: {error}") from None
        except Exception as error:  # zipfile.BadZipFile, named without importing zipfile for every text
            if type(error).__name__ != "BadZipFile":
                raise
            raise InputError(f"the packed data are damaged: {error}") from None
        self.count += len(data)
        if self.count > RATIO_FROM and self.count > RATIO * self.packed:
            raise InputError(f"refused: {self.packed:,} packed bytes unfold to more than {self.count:,}")
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self.stream.close()
        super().close()


def watched(stream: IO[bytes], packed: int) -> IO[bytes]:
    return io.BufferedReader(Watched(stream, packed), 1 << 16)


@contextmanager
def opened(source: Input) -> Iterator[IO[bytes]]:
    """A file for reading, as it is on disk; InputError for what is no regular file or cannot be read."""
    try:
        mode = os.stat(source.file).st_mode
        if not stat.S_ISREG(mode):  # to open a named pipe would wait for ever
            raise InputError(f"not a file but {_kind(mode)}")
        with source.file.open("rb") as stream:
            yield stream
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror or error}") from None


def digest_file(source: Input) -> str:
    """SHA-256 of a file's bytes as they are on disk; InputError if it cannot be read."""
    digest = sha256()
    with opened(source) as stream:
        while piece := stream.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def _kind(mode: int) -> str:
    kinds = ((stat.S_ISDIR, "a folder"), (stat.S_ISFIFO, "a named pipe"), (stat.S_ISSOCK, "a socket"))
    return next((name for test, name in kinds if test(mode)), "a device")


@contextmanager
def unpacked(source: Input, stream: IO[bytes], size: int) -> Iterator[IO[bytes]]:
    """A stream of ``size`` bytes without its gzip, bzip2 or xz wrapper, if the name says that it has one."""
    wrapper = suffix_of(source.file.name)[1]
    if not wrapper:
        yield stream
        return
    with watched(_unwrap(wrapper, stream), size) as plain:
        yield plain


def _unwrap(wrapper: str, stream: IO[bytes]) -> IO[bytes]:
    if wrapper == ".gz":
        import gzip

        return gzip.GzipFile(fileobj=stream)  # type: ignore[return-value]
    if wrapper == ".bz2":
        import bz2

        return bz2.BZ2File(stream)
    import lzma

    return lzma.LZMAFile(stream)


def read_whole(stream: IO[bytes], limit: int) -> bytes:
    """All bytes of a stream; InputError if there are more than ``limit``."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"larger than {limit:,} bytes, the most that is read of a file of this kind")
    return data


def members_of(source: Input, stream: IO[bytes]) -> Iterator[tuple[Member, str | None]]:
    """The files of known kinds in a zip archive, each with the reason for which it is refused, if it is.

    Nothing is written to disk. InputError for what is no archive or holds too much.
    """
    import zipfile

    try:
        archive = zipfile.ZipFile(stream)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError(f"no zip archive that can be read: {error}") from None
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if len(infos) > MEMBERS or sum(info.file_size for info in infos) > UNPACKED:
            raise InputError(f"refused: it holds {len(infos):,} files of {sum(i.file_size for i in infos):,} bytes")
        told = _metadata(archive)
        for info in sorted(infos, key=lambda info: _name(info)):
            name = _name(info)
            path = PurePosixPath(name)
            if any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts):
                continue
            inner = replace(
                source,
                doc_id=f"{source.doc_id}/{name.lstrip('/')}",
                file=source.file / name.lstrip("/"),
                told=told.get(path_key(name), {}),
            )
            if ".." in path.parts or path.is_absolute() or name[1:2] == ":":
                yield Member(inner, info, archive), "refused: its path leads out of the archive"
            elif suffix_of(name)[0] in ARCHIVES:
                yield Member(inner, info, archive), "refused: an archive in an archive"
            elif path.name not in DESCRIBING:
                yield Member(inner, info, archive), None


def cut_archive(source: Input, count: int, size: int) -> Iterator[Span]:
    """An archive cut into stretches of at most ``count`` members and ``size`` unpacked bytes, or one larger member."""
    with opened(source) as stream:
        members = [member for member, _ in members_of(source, stream)]
    first = unfolded = 0
    for place, member in enumerate(members):
        if place > first and (place - first == count or unfolded + member.info.file_size > size):
            yield _span(members, first, place, unfolded > size)
            first = place
            unfolded = 0
        unfolded += member.info.file_size
    if members:
        yield _span(members, first, len(members), unfolded > size)


def _span(members: list[Member], first: int, last: int, large: bool) -> Span:
    digest, packed = blake2b(digest_size=16), 0
    for member in members[first:last]:
        info, told = member.info, sorted(member.source.told.items())
        packed += info.compress_size
        digest.update(repr((info.orig_filename, info.CRC, info.file_size, told)).encode("utf-8", "surrogatepass"))
    return Span(first, last, packed, digest.hexdigest(), large and is_table(members[first].source))


def _name(info: zipfile.ZipInfo) -> str:
    """The name of a member; what an old program wrote in UTF-8 without saying so is read as that."""
    name = info.orig_filename.split("\0", 1)[0].replace("\\", "/")
    if not info.flag_bits & 0x800:
        try:
            return name.encode("cp437").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return name
    return name


def _metadata(archive: zipfile.ZipFile) -> dict[str, dict[str, str]]:
    if METADATA not in archive.namelist():
        return {}
    try:
        with archive.open(METADATA) as stream:
            return {path: dict(row) for path, row in parse_metadata(read_whole(stream, 64 << 20)).items()}
    except (InputError, OSError, RuntimeError, zlib.error) as error:
        raise InputError(f"{METADATA}: {error}") from None
