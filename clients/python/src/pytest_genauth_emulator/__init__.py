"""A server of genauth-emulator for a test session, and a user pool for each test."""

from .control import ControlError
from .server import Server
from .user_pool import UserPool

__all__ = ["ControlError", "Server", "UserPool"]
