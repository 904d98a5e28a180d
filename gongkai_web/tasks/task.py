"""How is a function declared a task, and put down to be run?

The shape is that of Django 6 (`django.tasks`): `@task`, `.enqueue()`, `.using()`, a result with id and
status; ours adds `atomic`, the limits and the key.

An atomic task runs in one transaction whose last statement says that it is done: its rows count once. A task
that is not works in steps (`TaskContext.step`) and must bear to begin again.
"""

from __future__ import annotations

import dataclasses
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, Generic, Literal, ParamSpec, TypedDict, TypeVar, Unpack, overload

from gongkai_web.tasks import actions
from gongkai_web.tasks.context import TaskContext
from gongkai_web.tasks.lease import now
from gongkai_web.tasks.models import Job, State

P = ParamSpec("P")
R = TypeVar("R")

MOST_ATTEMPTS = 5
MOST_SECONDS = 3600
registry: dict[str, Task[..., Any]] = {}


@dataclass(slots=True)
class TaskResult:
    """How far a job has come, as last asked."""

    job: Job

    @property
    def id(self) -> str:
        """Names the job; `Task.get_result` finds it again."""
        return str(self.job.pk)

    @property
    def status(self) -> State:
        """READY, RUNNING, SUCCESSFUL or FAILED."""
        return State(self.job.state)

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.status in {State.SUCCESSFUL, State.FAILED}

    @property
    def return_value(self) -> Any:
        """What the function returned."""
        if self.status != State.SUCCESSFUL:
            raise ValueError(f"任务 {self.job} 还没有完成，没有结果。")
        return self.job.value

    def refresh(self) -> None:
        """Asks again."""
        self.job.refresh_from_db()


@dataclass(frozen=True)
class Task(Generic[P, R]):
    """A function that can be put down to be run later, elsewhere, once."""

    func: Callable[..., R]
    name: str
    takes_context: bool
    atomic: bool
    most_attempts: int
    most_seconds: int
    priority: int = 0
    run_after: datetime | None = None
    key: str = ""

    def using(
        self, *, priority: int | None = None, run_after: datetime | None = None, key: str | None = None
    ) -> Task[P, R]:
        """The same task, with other circumstances for the next `enqueue`."""
        return dataclasses.replace(
            self,
            priority=self.priority if priority is None else priority,
            run_after=run_after or self.run_after,
            key=key or self.key,
        )

    def enqueue(self, *args: P.args, **kwargs: P.kwargs) -> TaskResult:
        """Puts the call down; the job exists once the caller's transaction is committed."""
        moment = now()
        job = actions.put(
            name=self.name,
            arguments=arguments(*args, **kwargs),
            key=self.key or f"{self.name}:{secrets.token_hex(16)}",
            now=moment,
            run_at=self.run_after or moment,
            most_attempts=self.most_attempts,
            priority=self.priority,
        )
        return TaskResult(job)

    def get_result(self, result_id: str) -> TaskResult:
        """The job of that id. Raises Job.DoesNotExist where it is none of this task."""
        return TaskResult(Job.objects.get(pk=result_id, name=self.name))


def arguments(*args: Any, **kwargs: Any) -> dict[str, Any]:
    """The arguments as they are kept. Raises TypeError for one that JSON would not give back as it was."""
    given = {"args": list(args), "kwargs": kwargs}
    if json.loads(json.dumps(given)) != given:
        raise TypeError(f"Arguments of a task are JSON; these do not come back the same: {given!r}")
    return given


class Options(TypedDict, total=False):
    """How a task is run. A worker that has been at one job for `most_seconds` is ended with it."""

    name: str  # what its rows say; by default `room.function`
    priority: int
    atomic: bool
    most_attempts: int
    most_seconds: int


@overload
def task(func: Callable[P, R], /) -> Task[P, R]: ...
@overload
def task(
    *, takes_context: Literal[False] = False, **options: Unpack[Options]
) -> Callable[[Callable[P, R]], Task[P, R]]: ...
@overload
def task(
    *, takes_context: Literal[True], **options: Unpack[Options]
) -> Callable[[Callable[Concatenate[TaskContext, P], R]], Task[P, R]]: ...
def task(
    func: Callable[..., Any] | None = None, /, *, takes_context: bool = False, **options: Unpack[Options]
) -> Any:
    """Declares a function a task: `@task` or `@task(...)`; `takes_context`: its TaskContext comes first."""
    if func is None:
        return lambda given: _declared(given, takes_context, options)
    return _declared(func, takes_context, options)


def _declared(func: Callable[..., Any], takes_context: bool, options: Options) -> Task[..., Any]:
    name = options.get("name") or _name(func)
    if name in registry:
        raise ValueError(f"Two tasks are called {name}: {registry[name].func} and {func}")
    registry[name] = Task(
        func=func,
        name=name,
        takes_context=takes_context,
        atomic=options.get("atomic", True),
        most_attempts=options.get("most_attempts", MOST_ATTEMPTS),
        most_seconds=options.get("most_seconds", MOST_SECONDS),
        priority=options.get("priority", 0),
    )
    return registry[name]


def _name(func: Callable[..., Any]) -> str:
    """`schedule.send_summary`: it stays when the room moves."""
    room = func.__module__.removesuffix(".jobs").rpartition(".")[2]
    return f"{room}.{func.__name__}"
