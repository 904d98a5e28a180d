"""The page of a case: intake, what happened, why this day, and a form for every act of the procedure."""
