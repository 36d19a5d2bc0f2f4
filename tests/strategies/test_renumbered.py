from lcmnas_core.fidelity import Answer, Question
from lcmnas_core.strategies.renumbered import Renumbered


class Echo:
    """Asks what it is given, and keeps what it is told."""

    def __init__(self, questions):
        self.questions, self.told = questions, []

    def ask(self):
        return self.questions

    def tell(self, answers):
        self.told += answers


def test_numbers_are_moved_outside_and_back_inside():
    inside = Echo([Question("a", 0), Question("b", 3, "nwot", 5, continues=0)])
    outside = Renumbered(inside, 7)
    asked = outside.ask()
    assert asked == [Question("a", 7), Question("b", 10, "nwot", 5, continues=7)]
    outside.tell([Answer(each, {"x": 1.0}) for each in asked])
    assert inside.told == [Answer(each, {"x": 1.0}) for each in inside.questions]
