# 公开 · what one types. `make help` prints the lines that follow `##`.
# Paths are relative on purpose: the folder may have spaces in its name.

PYTHON ?= python3
BIN := .venv/bin
SAMPLES ?= ../shared/samples
export GONGKAI_SAMPLES := $(SAMPLES)
# Where it is set, each worker and each program that a test starts would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev demo run test test-law test-quick test-postgresql test-postgresql-long test-kills test-inspection test-witness test-long test-january fuzz lint bench bench-publishing bench-search bench-inspection mutants docs lock

help: ## 列出可用的命令
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 12

setup: .venv/run.done ## 建立 .venv 并按锁定版本安装（第二次起不联网）

setup-dev: .venv/dev.done

.venv/run.done: requirements/run.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新版本；可用 make PYTHON=python3.12 setup 指定。"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "缺少 venv：请先安装 Debian 软件包 python3-venv。"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.done: .venv/run.done requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

demo: setup ## 建立示范站点并在 http://127.0.0.1:8000 打开
	$(BIN)/gongkai demo

run: setup ## 运行已有的站点
	$(BIN)/gongkai serve

test: setup-dev ## 安装并运行全部测试
	$(BIN)/python -m pytest -n auto

test-law: setup-dev ## 只运行法的测试，不装载 Django
	$(BIN)/python -m pytest -n auto -p no:django --confcutdir=tests/law tests/law

test-quick: setup-dev ## 三分钟以内的一遍：不含浏览器和耗时的测试
	$(BIN)/python -m pytest -n auto -m "not browser and not slow and not long"

accessible: setup-dev ## 检查每一种页面在各种显示方式下的无障碍，把结果写进 var/accessible.json（GONGKAI_ACCESSIBLE）
	GONGKAI_ACCESSIBLE="$${GONGKAI_ACCESSIBLE:-var/accessible.json}" $(BIN)/python -m pytest -m long tests/browser/test_accessible.py

mutants: setup-dev ## 在要紧的房间里逐个种下错误，列出测试没有看见的
	$(BIN)/python -m tools.mutants

# Where the databases differ: every address opened, every form sent, races, the trail, indexes and plans, search,
# jobs, counting. The other tests of the rooms that write go there in `make test-postgresql-long`.
ON_POSTGRESQL := tests/web/pages/test_addresses.py tests/web/agencies/test_posting.py tests/web/agencies/test_permissions.py tests/web/search tests/web/tasks --ignore=tests/web/tasks/test_survive.py --ignore=tests/web/tasks/test_serve.py tests/web/figures tests/web/cases tests/web/schedule tests/web/desk/test_rare.py tests/web/desk/test_work.py tests/web/items/test_guard.py tests/web/items/test_publish.py tests/web/items/test_end.py tests/web/items/test_race.py tests/web/items/test_counted_by_index.py tests/web/annual/test_race.py tests/web/annual/test_file.py tests/web/aggregation/test_freeze.py tests/web/collecting/test_stand.py tests/web/catalogue/test_at_once.py tests/web/audit --ignore=tests/web/audit/test_writers.py
ROOMS_ON_POSTGRESQL := tests/web/audit --ignore=tests/web/audit/test_writers.py tests/web/agencies tests/web/approval tests/web/cases tests/web/figures tests/web/files tests/web/publishing tests/web/items tests/web/gazette tests/web/catalogue tests/web/channels tests/web/wording tests/web/sweeps tests/web/decisions tests/web/documents tests/web/registers tests/web/annual tests/web/letters tests/web/desk tests/web/apply tests/web/corrections tests/web/interaction tests/web/proposals tests/web/opinions tests/web/rectification tests/web/bulletins tests/web/assessment tests/web/oversight tests/web/inspection/test_conclude.py tests/web/inspection/test_crawl.py tests/web/inspection/test_pages.py tests/web/schedule tests/web/campaign tests/web/collecting tests/web/aggregation tests/web/search tests/web/tasks --ignore=tests/web/tasks/test_survive.py tests/web/imports
POSTGRESQL := GONGKAI_TEST_DATABASE_URL="$(GONGKAI_TEST_DATABASE_URL)" $(BIN)/python -m pytest -n auto

test-postgresql: setup-dev ## 在 PostgreSQL 上再跑一遍两种数据库会不同的测试（需要 GONGKAI_TEST_DATABASE_URL）
	$(POSTGRESQL) $(ON_POSTGRESQL)

test-postgresql-long: setup-dev ## 在 PostgreSQL 上跑各个会写的部分的全部测试（要很久）
	$(POSTGRESQL) $(ROOMS_ON_POSTGRESQL)

test-kills: setup-dev ## 强行结束工作进程 200 次，看有没有丢、有没有重（SQLite 和 PostgreSQL 各一遍）
	GONGKAI_TEST_KILLS=200 $(BIN)/python -m pytest -m "" tests/web/tasks/test_survive.py tests/web/tasks/test_take_over.py

lint: setup-dev ## ruff、mypy、import-linter；模板用 djade 和 tools/templates.py
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tools.untyped
	$(BIN)/lint-imports
	find gongkai_web -name "*.html" -exec $(BIN)/djade --check --target-version 5.2 {} +
	$(BIN)/python -m tools.templates

test-inspection: setup-dev ## 检查网站：五个种子的错误网站，强行结束 20 次（要很久）
	GONGKAI_TEST_KILLS=20 GONGKAI_TEST_SEEDS=5 $(BIN)/python -m pytest -m "" tests/web/inspection/test_sample.py tests/web/inspection/test_survive.py

test-long: setup-dev ## 运行 `make test` 不含的长测试（要一个小时）
	$(BIN)/python -m pytest -n auto -m long

test-january: setup-dev ## 在浏览器里收一个城市的年报：六十个单位、各种格式、各种错误（要几分钟）
	$(BIN)/python -m pytest -m long tests/browser/test_january.py

fuzz: setup-dev ## 用随机文件试读取一分钟（atheris）
	$(BIN)/python -m tests.fuzz.fuzz_read -max_total_time=60 -rss_limit_mb=2048

bench: setup-dev ## 测量速度，打印比值
	$(BIN)/python -m bench

bench-publishing: setup-dev ## 一百万条公开信息的页面、十万行的导入有多快（要很久）
	$(BIN)/python -m bench publishing

bench-search: setup-dev ## 一百万条里检索一页要多久，和各引擎自己的裸查询比（要很久）
	$(BIN)/python -m bench search

bench-inspection: setup-dev ## 检查一个两万个网址的网站：占多少内存，强行结束四次重问几个（要一个小时）
	$(BIN)/python -m bench inspection

test-witness: setup-dev ## 让 LinkChecker（另一个程序，GPL，要另装）看一遍错误网站，打不开的应当就是放进去的（约一分钟）
	$(BIN)/python -m pytest -m long tests/web/inspection/test_witness.py

docs: setup-dev ## 重新生成文档里的表和命令输出
	$(BIN)/python -m tools.make_docs

lock: ## 重新锁定依赖（需要 uv）
	cd requirements && for name in run dev; do uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --custom-compile-command "make lock" $$name.in -o $$name.txt; done
