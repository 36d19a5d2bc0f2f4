from lcmnas_core.records.store import Store

JOBS = 60


def test_a_full_disk_ends_the_run_in_one_line_and_the_next_run_goes_on(coordinator, tmp_path):
    limited = coordinator(tmp_path, "--jobs", JOBS, "--seconds", 0, "--file-size-limit", 200_000)
    acknowledged, errors = limited.communicate()
    assert limited.returncode == 4
    assert errors.count("\n") == 1 and "store" in errors and "disk" in errors
    with Store.open(tmp_path) as store:
        before = store.keys()
        assert before >= set(acknowledged.split())
    assert 0 < len(before) < 3 * JOBS

    rest, errors = coordinator(tmp_path, "--jobs", JOBS, "--seconds", 0).communicate()
    assert errors == ""
    assert before.isdisjoint(rest.split())
    with Store.open(tmp_path) as store:
        assert len(store) == 3 * JOBS
        assert list(store.select("PRAGMA integrity_check")) == [("ok",)]
