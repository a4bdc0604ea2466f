"""Zip files that depend on nothing but their content: equal folders give equal bytes, today and tomorrow.

What is deployed is named by a hash of its content, so that unchanged code is not deployed again.
"""

import hashlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

OLDEST = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip file can hold."""
READABLE = 0o100644 << 16
"""A plain file that every user may read, as Lambda demands."""


def write(folder: Path, archive: Path) -> Path:
    """Writes all files under a folder into a zip file, and returns its path."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    with ZipFile(archive, "w") as target:
        for name, path in sorted(files.items()):
            target.writestr(entry(name), path.read_bytes(), compresslevel=9)
    return archive


def content_hash(archive: Path) -> str:
    """A hash of the files in a zip file: libraries that pack do it differently, and none of it matters."""
    found = hashlib.sha256()
    with ZipFile(archive) as source:
        for name in sorted(source.namelist()):
            found.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(source.read(name)).digest())
    return found.hexdigest()


def entry(name: str) -> ZipInfo:
    """A member with nothing of this machine or this moment in it."""
    info = ZipInfo(name, OLDEST)
    info.compress_type = ZIP_DEFLATED
    info.external_attr = READABLE
    info.create_system = 3
    return info
