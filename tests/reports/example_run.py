"""What a page says of a run, for tests to vary."""

from reports import RunInfo

EXAMPLE_RUN = RunInfo(
    title="Proxies against accuracy",
    suite="proxy-ranking",
    suite_version=1,
    preset="smoke",
    preset_sha256="a" * 64,
    space="synthetic",
    table="planted",
    table_sha256="b" * 64,
    table_is_ours=True,
    target="test_accuracy",
    dataset="planted",
    images="digits",
    data_sha256="c" * 64,
    n_architectures=40,
    seeds=(3, 5),
    populations=("all",),
    command="lcmnas run proxy-ranking --preset smoke --out runs/smoke",
    environments=[{"python": "3.11.9", "cpu": {"model": "plain", "cores": 2}, "gpu": None}],
    counts_by_status={"ok": 319, "nonfinite": 1},
    lcmnas_version="0.1.0",
    started="2026-11-20 08:00:00 UTC",
    finished="2026-11-20 08:01:00 UTC",
)
