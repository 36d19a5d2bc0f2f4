from lcmnas_core.strategies.random_search import RandomSearch


def asked(evaluations, per_round, seed=0):
    search, rounds = RandomSearch(lambda rng: int(rng.integers(10**6)), evaluations, per_round, seed), []
    while questions := search.ask():
        rounds.append([each.architecture for each in questions])
        search.tell([])
    return rounds


def test_it_asks_as_many_as_it_may():
    assert [len(each) for each in asked(10, 4)] == [4, 4, 2]


def test_the_draws_depend_on_seed_and_number_not_on_the_size_of_rounds():
    flat = [each for part in asked(10, 4) for each in part]
    assert flat == [each for part in asked(10, 3) for each in part]
    assert flat != [each for part in asked(10, 3, seed=1) for each in part]
    assert len(set(flat)) == 10
