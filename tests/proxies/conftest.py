from tests.torch_fixtures import batch_of, one_thread

__all__ = ["batch_of", "one_thread"]
