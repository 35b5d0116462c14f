"""The containers run what the embedded stack runs, with settings that exist; needs no engine."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.jars import KAFKA_VERSION
from deploy.up import PROCESSES
from services.kit.settings import Settings
from tests.stack import KAFKA_IMAGE, POSTGRES_IMAGE

DEPLOY = Path(__file__).parents[1] / "deploy"


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    """The services of compose.yaml, by name."""
    found: dict[str, dict[str, Any]] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]
    return found


def test_every_stack_runs_the_same_versions(services: dict[str, dict[str, Any]]) -> None:
    assert services["postgres"]["image"] == POSTGRES_IMAGE == "postgres:18"
    assert services["kafka"]["image"] == KAFKA_IMAGE == f"apache/kafka:{KAFKA_VERSION}"


def test_every_setting_exists(services: dict[str, dict[str, Any]]) -> None:
    known = {f"POINTS_{name.upper()}" for name in Settings.model_fields}
    used = {name for service in services.values() for name in service["environment"] if name.startswith("POINTS_")}
    assert used, "the services are told where their servers are"
    assert used <= known


def test_the_services_wait_for_schema_and_topics_and_are_watched(services: dict[str, dict[str, Any]]) -> None:
    for name, module in (("ledger", "ledger"), ("intake", "ledger"), ("projector", "projector")):
        waits_for = services[name]["depends_on"]
        assert {step: how["condition"] for step, how in waits_for.items()} == {
            "migrate": "service_completed_successfully",
            "topics": "service_completed_successfully",
        }
        assert "/readyz" in services[name]["healthcheck"]["test"][-1]
        assert services[name]["command"] == ["python", "-m", f"services.{module}"]


def test_the_containers_do_what_the_processes_of_one_machine_do(services: dict[str, dict[str, Any]]) -> None:
    for name, (module, settings) in PROCESSES.items():
        assert services[name]["command"][-1] == module
        assert services[name]["environment"].get("POINTS_LEDGER_ROLES") == settings.get("POINTS_LEDGER_ROLES")


def test_only_the_loopback_address_is_published(services: dict[str, dict[str, Any]]) -> None:
    published = [port for service in services.values() for port in service.get("ports", [])]
    assert len(published) == 2
    assert all(port.startswith("127.0.0.1:") for port in published)


def test_the_image_copies_what_the_project_installs() -> None:
    lines = (DEPLOY / "Dockerfile").read_text().splitlines()
    copied = {word for line in lines if line.startswith("COPY ") for word in line.split()[1:-1]}
    assert {"requirements.txt", "pyproject.toml", "README.md", "schemas", "services", "deploy"} == copied
