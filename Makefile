# Everything a developer or an operator types. Python 3.11 or newer: make PYTHON=python3.12 setup

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
QUESTION := 985硕士去规上民营企业，每月生活补贴多少？
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help setup run test check index eval prove lock

help: ## 列出全部命令
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-6s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## 建立 .venv，装好 policy-assistant 命令
	@:

run: setup index ## 从零到可用：安装、建索引、答一个问题、启动服务
	$(BIN)/policy-assistant ask "$(QUESTION)"
	$(BIN)/policy-assistant serve --port $(PORT)

test: ## 运行全部测试（先查浏览器、中文字体、node 和 PostgreSQL）
	@PYTHON='$(PYTHON)' .ci/prerequisites
	@$(MAKE) --no-print-directory setup
	@$(BIN)/python -m pytest; status=$$?; echo "pytest exit status: $$status"; exit $$status

check: setup ## 代码风格、类型、分层、政策数据、依赖
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m corpus check
	$(PIP) check

index: setup ## 建立（或更新）检索索引
	$(BIN)/policy-assistant index build

eval: setup ## 检索评测
	$(BIN)/policy-assistant eval retrieval

prove: setup ## 较长的验证
	@$(BIN)/python -m pytest -m prove; status=$$?; echo "pytest exit status: $$status"; exit $$status

# What is installed and still in range stays; to upgrade one thing, pip install it, then lock.
lock: setup ## 按 pyproject.toml 重写 requirements/ 下的两份锁定文件
	$(PIP) install --quiet --quiet --no-build-isolation --editable '.[encoders,dev]'
	$(BIN)/python requirements/lock.py
	$(PIP) check
	@touch $(STAMP)

$(STAMP): pyproject.toml requirements/lock.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "需要 Python 3.11 或更新版本；$(PYTHON) 不可用。请指定，例如：make PYTHON=python3.12 setup" >&2; \
	  exit 1; }
	@test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV)
	@echo "正在按 requirements/lock.txt 安装依赖，约需两三分钟……"
	@$(PIP) install --quiet --quiet --requirement requirements/lock.txt
	@$(PIP) install --quiet --quiet --no-deps --no-build-isolation --editable .
	@$(PIP) check
	@touch $@
