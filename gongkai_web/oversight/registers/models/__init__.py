"""Which columns does each register of oversight have of its own? A chapter for each group."""

from gongkai_web.oversight.registers.models.accountability import (
    Accountability,
    SocialResult,
    SocialReview,
)
from gongkai_web.oversight.registers.models.guidance import (
    Bulletin,
    Criterion,
    EvaluationResult,
    Guidance,
    ModelCase,
    Reminder,
    SiteCensus,
    Study,
    Summary,
    UnitCheck,
    WeakField,
)
from gongkai_web.oversight.registers.models.organisation import (
    Duty,
    GroupChange,
    GroupMember,
    Meeting,
    Publicity,
    Staff,
    Watch,
    WorkRule,
)
from gongkai_web.oversight.registers.models.running import (
    AccountSecurity,
    BackupRun,
    EmergencyDrill,
    Incident,
    Judgement,
    Leak,
    LoadTime,
    Maintenance,
    Monitoring,
    OutletKeeper,
    OutletProcedure,
    Patrol,
    SecurityAssessment,
    SeenHost,
    TablePublication,
    Ticket,
)
from gongkai_web.oversight.registers.models.training import Exercise, Training, TrainingNeed

__all__ = [
    "AccountSecurity", "Accountability", "BackupRun", "Bulletin", "Criterion", "Duty", "EmergencyDrill",
    "EvaluationResult", "Exercise", "GroupChange", "GroupMember", "Guidance", "Incident",
    "Judgement", "Leak", "LoadTime", "Maintenance", "Meeting", "ModelCase", "Monitoring", "OutletKeeper",
    "OutletProcedure", "Patrol", "Publicity", "Reminder", "SecurityAssessment", "SeenHost",
    "SiteCensus", "SocialResult", "SocialReview",
    "Staff", "Study", "Summary", "TablePublication",
    "Ticket", "Training", "TrainingNeed", "UnitCheck", "Watch",
    "WeakField", "WorkRule",
]  # fmt: skip
