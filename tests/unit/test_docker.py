"""The compose file and the Dockerfile keep the project's promises; no daemon is needed to see it."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = ROOT / "docker-compose.yml"
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")


@pytest.fixture
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text("utf-8"))["services"]
    return found


def instructions(name: str) -> list[str]:
    return re.findall(rf"^{name} +(.+)$", DOCKERFILE.replace("\\\n", " "), re.MULTILINE)


def test_every_secret_is_asked_for_and_none_has_a_default() -> None:
    asked = re.findall(r"\$\{([^}]*)\}", COMPOSE.read_text("utf-8"))
    assert {a.split(":?")[0] for a in asked} == {"MUTUALS_NEO4J_PASSWORD", "MUTUALS_TOKEN"}
    assert all(":?" in a for a in asked)


def test_secrets_stay_out_of_command_lines(services: dict[str, Any]) -> None:
    for service in services.values():
        words = [*service.get("command", []), *service.get("healthcheck", {}).get("test", [])]
        assert not [w for w in words if "${" in w or re.search(r"(-p|--password)\b", w)]


def test_ports_are_published_on_loopback_only(services: dict[str, Any]) -> None:
    published = [port for s in services.values() for port in s.get("ports", [])]
    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)
    assert not [s for s in services.values() if s.get("network_mode") == "host"]


def test_neo4j_is_the_long_term_release_with_a_volume_and_a_health_check(services: dict[str, Any]) -> None:
    neo4j = services["neo4j"]
    assert neo4j["image"] == "neo4j:5.26-community"
    assert "neo4j-data:/data" in neo4j["volumes"]
    assert "neo4j-data" in yaml.safe_load(COMPOSE.read_text("utf-8"))["volumes"]
    assert "cypher-shell" in neo4j["healthcheck"]["test"][-1]
    assert neo4j["environment"]["NEO4J_dbms_usage__report_enabled"] == "false"


def test_the_app_waits_for_a_healthy_database(services: dict[str, Any]) -> None:
    assert services["app"]["depends_on"] == {"neo4j": {"condition": "service_healthy"}}


def test_the_app_listens_to_others_only_with_a_token(services: dict[str, Any]) -> None:
    environment = services["app"]["environment"]
    assert environment["MUTUALS_HOST"] == "0.0.0.0"  # noqa: S104 - inside the container
    assert environment["MUTUALS_TOKEN"].startswith("${MUTUALS_TOKEN:?")


def test_the_app_can_write_to_nothing_but_its_database(services: dict[str, Any]) -> None:
    app = services["app"]
    assert app["read_only"] is True
    assert app["tmpfs"] == ["/tmp"]  # noqa: S108 - the container's own
    assert app["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in app["security_opt"]
    assert "privileged" not in app
    assert "volumes" not in app


def test_the_image_runs_as_nobody_special() -> None:
    users = instructions("USER")
    assert users
    assert users[-1] not in {"root", "0"}
    assert DOCKERFILE.rindex("USER") > DOCKERFILE.rindex("FROM")


def test_the_image_says_whether_it_is_well() -> None:
    assert "/healthz" in instructions("HEALTHCHECK")[0]


def test_the_image_holds_the_locked_dependencies_and_what_it_copies_exists() -> None:
    assert all("--frozen" in run for run in instructions("RUN") if "uv sync" in run)
    copied = [w for line in instructions("COPY") if not line.startswith("--from") for w in line.split()[:-1]]
    assert {"pyproject.toml", "uv.lock", "graph", "ingest", "viz", "api"} <= set(copied)
    assert not [w for w in copied if not (ROOT / w).exists()]
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}
    assert set(copied) == kept


def test_bases_are_pinned_to_a_release() -> None:
    assert all(re.match(r"python:3\.\d+-slim\b", line) for line in instructions("FROM"))
