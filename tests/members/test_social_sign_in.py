"""Kakao and Naver appear only where the operator has keys of them."""

from __future__ import annotations

import os
import subprocess
import sys

from council.run.social import social_hosts, social_providers


def test_without_keys_there_is_nothing() -> None:
    assert social_providers(kakao=("", ""), naver=("", "secret-alone")) == {}
    assert social_hosts({}) == []


def test_a_key_brings_its_provider_and_the_addresses_a_form_may_lead_to() -> None:
    providers = social_providers(kakao=("id", "secret"), naver=("", ""))
    assert providers["kakao"]["APPS"] == [{"client_id": "id", "secret": "secret", "key": ""}]
    assert "https://kauth.kakao.com" in social_hosts(providers)
    assert not any("naver" in host for host in social_hosts(providers))


def test_the_portal_stands_with_both() -> None:
    code = (
        "import django; django.setup()\n"
        "from django.conf import settings\n"
        "from django.urls import reverse\n"
        "print(reverse('kakao_login'), reverse('naver_login'), settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    )
    keys = {"KAKAO_CLIENT_ID": "a", "KAKAO_SECRET": "b", "NAVER_CLIENT_ID": "c", "NAVER_SECRET": "d"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | keys | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert "/accounts/kakao/login/ /accounts/naver/login/" in done.stdout
    assert "https://nid.naver.com" in done.stdout
