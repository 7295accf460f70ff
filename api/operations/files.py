"""Knows files: a name that does no harm wherever it is saved, and what the bytes are, whatever name or sender say."""

import io
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping

_OOXML = 'application/vnd.openxmlformats-officedocument.'
_ODF = 'application/vnd.oasis.opendocument.'
_SIGNED: Mapping[bytes, str] = {
    b'%PDF-': 'application/pdf',
    b'\x89PNG\r\n\x1a\n': 'image/png',
    b'\xff\xd8\xff': 'image/jpeg',
}
# Office files are archives; the part that names their kind. One that carries macros is none of them.
_MAIN_PARTS: Mapping[str, str] = {
    'word/document.xml': f'{_OOXML}wordprocessingml.document',
    'xl/workbook.xml': f'{_OOXML}spreadsheetml.sheet',
    'ppt/presentation.xml': f'{_OOXML}presentationml.presentation',
}
_OPEN_DOCUMENTS = tuple(f'{_ODF}{kind}' for kind in ('text', 'spreadsheet', 'presentation'))
_TEXTS: Mapping[str, str] = {'.csv': 'text/csv', '.txt': 'text/plain'}
_ENDINGS: Mapping[str, tuple[str, ...]] = {
    'application/pdf': ('.pdf',),
    'image/png': ('.png',),
    'image/jpeg': ('.jpg', '.jpeg'),
    f'{_OOXML}wordprocessingml.document': ('.docx',),
    f'{_OOXML}spreadsheetml.sheet': ('.xlsx',),
    f'{_OOXML}presentationml.presentation': ('.pptx',),
    f'{_ODF}text': ('.odt',),
    f'{_ODF}spreadsheet': ('.ods',),
    f'{_ODF}presentation': ('.odp',),
    'text/csv': ('.csv',),
    'text/plain': ('.txt',),
}
MEDIA_TYPES = tuple(sorted(_ENDINGS))
_NOT_IN_TEXT = re.compile('[\x00-\x08\x0b\x0e-\x1f\x7f]')
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_LONGEST_NAME = 200
# What an office's program may have to unpack: a small archive that becomes a large one would bring it to a halt.
_MOST_PARTS = 10_000
_MOST_UNPACKED_BYTES = 200_000_000


def cleaned_name(name: str) -> str:
    """Return the last part of a file's name without what could lead elsewhere or pass for something else; never empty."""
    last = re.split(r'[/\\]', unicodedata.normalize('NFC', name.encode('utf-8', 'ignore').decode()))[-1]
    bare = _NOT_IN_NAMES.sub('', last).strip(' .')
    stem, dot, extension = bare.rpartition('.')
    if not dot or len(extension) > 10:  # noqa: PLR2004 -- longer ones are words, not extensions
        return bare[:_LONGEST_NAME].strip(' .') or 'document'
    return f'{stem[: _LONGEST_NAME - len(extension) - 1].strip(" .") or "document"}.{extension}'


def fitting_name(name: str, media_type: str) -> str:
    """Return a cleaned name with an ending of what the file is: a PDF that calls itself page.html would be opened as a page."""
    endings = _ENDINGS[media_type]
    return name if name.lower().endswith(endings) else f'{name[: _LONGEST_NAME - len(endings[0])].rstrip(" .")}{endings[0]}'


def media_type_of(content: bytes, name: str) -> str | None:
    """Return what the bytes are, None for what is not kept here. Only plain text is told apart by its name."""
    for signature, media_type in _SIGNED.items():
        if content.startswith(signature):
            return media_type
    if content.startswith(b'PK\x03\x04'):
        return _office_type(content)
    extension = next((each for each in _TEXTS if name.lower().endswith(each)), None)
    return _TEXTS[extension] if extension and _is_text(content) else None


def _office_type(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.namelist()
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED_BYTES:
                return None
            if any(part.lower().endswith('vbaproject.bin') for part in parts):
                return None
            if parts and parts[0] == 'mimetype':
                with archive.open('mimetype') as said:
                    kind = said.read(100).decode('ascii', 'replace')
                return kind if kind in _OPEN_DOCUMENTS else None
            return next((media_type for part, media_type in _MAIN_PARTS.items() if part in parts), None)
    # A file that only looks like an archive fails in as many ways as there are broken archives.
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error):
        return None


def _is_text(content: bytes) -> bool:
    try:
        return not _NOT_IN_TEXT.search(content.decode('utf-8-sig'))
    except UnicodeDecodeError:
        return False
