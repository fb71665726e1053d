"""Settings from environment variables or a `.env` file, read at the edge and passed inward."""

import sys
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def user_data_dir() -> Path:
    """The platform's folder for a program's own data."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "policy-assistant"
    if sys.platform == "win32":
        return Path.home() / "AppData" / "Local" / "policy-assistant"
    return Path.home() / ".local" / "share" / "policy-assistant"


class Settings(BaseSettings):
    """All that can be set; the defaults need no server, no key and no network."""

    model_config = SettingsConfigDict(
        env_prefix="ASSISTANT_", env_file=".env", extra="ignore", frozen=True
    )

    data_dir: Path = Field(default_factory=user_data_dir)
    encoder: str = "builtin"
    encoder_model: str = ""
    encoder_api_key: str = ""
    chroma_url: str = ""
    model: str = ""
    model_base_url: str = ""
    model_api_key: SecretStr = SecretStr("")
    model_timeout: float = Field(default=20.0, gt=0)  # seconds, for one call
    database_url: str = Field(default="", repr=False)  # it may hold a password
    retention_days: int = Field(default=90, ge=1)
    env: Literal["development", "production"] = "development"

    @property
    def index_dir(self) -> Path:
        return self.data_dir / "index"
