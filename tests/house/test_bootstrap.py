"""The way from a fresh clone to a running service says in one sentence what it lacks, and speaks uv's words for pip's settings."""

import ast
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import bootstrap
from tests.house.tree import ROOT


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Empty the PATH, and put programs there that print a text."""
    folder = tmp_path / 'bin'
    folder.mkdir()
    monkeypatch.setenv('PATH', str(folder))

    def put(name: str, prints: str) -> None:
        (folder / name).write_text(f'#!/bin/sh\necho {prints}\n')
        (folder / name).chmod(0o755)

    return put


def test_a_missing_python_is_said_in_a_sentence() -> None:
    done = subprocess.run(
        ['make', '--no-print-directory', 'run', 'PYTHON=python-that-is-not'], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode != 0
    assert 'Coalition: Python 3.11 or newer is needed; python-that-is-not was not found.' in done.stderr


def test_an_old_python_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, 'version_info', (3, 9, 2))
    with pytest.raises(bootstrap.Refused, match=r'^Python 3\.11 or newer is needed'):
        bootstrap.check_python()


def test_a_python_without_venv_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subprocess, 'run', lambda *_, **__: SimpleNamespace(returncode=1))
    with pytest.raises(bootstrap.Refused, match='apt-get install python3-venv'):
        bootstrap.check_python()


def test_a_missing_npm_is_said_in_a_sentence(programs: Callable[[str, str], None]) -> None:
    programs('node', 'v20.20.2')
    with pytest.raises(bootstrap.Refused, match='npm was not found'):
        bootstrap.check_node()


def test_a_missing_node_is_said_in_a_sentence(programs: Callable[[str, str], None]) -> None:
    programs('npm', '11.0.0')
    with pytest.raises(bootstrap.Refused, match='node was not found'):
        bootstrap.check_node()


@pytest.mark.parametrize('version', ['v18.19.0', 'nonsense'])
def test_an_old_node_is_said_in_a_sentence(programs: Callable[[str, str], None], version: str) -> None:
    programs('npm', '11.0.0')
    programs('node', version)
    with pytest.raises(bootstrap.Refused, match=rf'Node 20 or newer is needed .* is {version}'):
        bootstrap.check_node()


def test_a_missing_browser_is_said_in_a_sentence(programs: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    programs('something-else', '')
    monkeypatch.delenv('CHROMIUM', raising=False)
    with pytest.raises(bootstrap.Refused, match='set CHROMIUM'):
        bootstrap.prepare_browser()


def test_a_wrongly_named_browser_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('CHROMIUM', '/nowhere/chromium')
    with pytest.raises(bootstrap.Refused, match='is not a program'):
        bootstrap.prepare_browser()


def test_a_refusal_ends_with_its_sentence_and_no_trace(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv('CHROMIUM', '/nowhere/chromium')
    assert bootstrap.main(['browser']) == 1
    assert capsys.readouterr().err == 'Coalition: CHROMIUM names /nowhere/chromium, which is not a program.\n'


def test_a_failing_command_shows_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(bootstrap.Refused, match=r'trying failed: .* ended with 3'):
        bootstrap.run(['/bin/sh', '-c', 'echo the reason; exit 3'], 'trying')
    assert 'the reason' in capsys.readouterr().err


def test_pips_settings_are_said_in_uvs_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    certificate = tmp_path / 'authority.pem'
    certificate.touch()
    settings = {
        'index-url': 'https://mirror.example/simple',
        'extra-index-url': 'file:///media/packages https://more.example/simple',
        'cert': str(certificate),
        'proxy': 'http://proxy.example:3128',
        'trusted-host': 'mirror.example',
    }
    monkeypatch.setattr(bootstrap, 'settings_of_pip', lambda: settings)
    for name in ('UV_DEFAULT_INDEX', 'UV_INDEX_URL', 'UV_INDEX', 'UV_EXTRA_INDEX_URL', 'SSL_CERT_FILE', 'ALL_PROXY', 'UV_INSECURE_HOST'):
        monkeypatch.delenv(name, raising=False)
    said = bootstrap.environment_of_uv()
    assert said['UV_DEFAULT_INDEX'] == 'https://mirror.example/simple'
    assert said['UV_INDEX'] == 'https://more.example/simple'
    assert said['SSL_CERT_FILE'] == str(certificate)
    assert said['ALL_PROXY'] == 'http://proxy.example:3128'
    assert said['UV_INSECURE_HOST'] == 'mirror.example'


def test_what_uv_was_told_itself_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, 'settings_of_pip', lambda: {'index-url': 'https://mirror.example/simple'})
    monkeypatch.setenv('UV_DEFAULT_INDEX', 'https://own.example/simple')
    assert bootstrap.environment_of_uv()['UV_DEFAULT_INDEX'] == 'https://own.example/simple'


def test_pips_environment_is_stronger_than_its_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / 'pip.conf'
    file.write_text('[global]\nindex-url = https://file.example/simple\ncert = /a/b.pem\n')
    monkeypatch.setenv('PIP_CONFIG_FILE', str(file))
    monkeypatch.setenv('PIP_INDEX_URL', 'https://environment.example/simple')
    monkeypatch.delenv('PIP_CERT', raising=False)
    found = bootstrap.settings_of_pip()
    assert found['index-url'] == 'https://environment.example/simple'


def test_an_edited_source_is_noticed_and_a_new_date_is_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(bootstrap, 'ROOT', tmp_path)
    source = tmp_path / 'page.svelte'
    source.write_text('one')
    first = bootstrap.digest([source])
    os.utime(source, (0, 0))
    assert bootstrap.digest([source]) == first
    source.write_text('two')
    assert bootstrap.digest([source]) != first


def test_what_tools_made_is_no_source(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ('src/page.svelte', 'node_modules/x/index.js', 'build/index.html', '.svelte-kit/types.d.ts'):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.setattr(bootstrap, 'FRONTEND', tmp_path)
    assert [str(path.relative_to(tmp_path)) for path in bootstrap.sources_of_frontend()] == ['src/page.svelte']


def test_the_pinned_uv_has_hashes() -> None:
    version, lines = bootstrap.pinned_uv()
    assert lines.startswith(f'uv=={version} \\\n')
    assert lines.count('--hash=sha256:') > 5
    assert not lines.rstrip().endswith('\\')


def test_an_old_python_can_read_it_as_far_as_the_sentence() -> None:
    ast.parse((ROOT / 'bootstrap.py').read_text(), feature_version=(3, 7))
