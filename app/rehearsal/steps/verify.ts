import type { Check } from "../checks/check";
import { nothingUnencrypted } from "../checks/encrypted";
import { exportsPresent } from "../checks/exports-present";
import { bucketsPrivate } from "../checks/private-buckets";
import { statesInBucket } from "../checks/states-in-bucket";
import { survivorsProtected } from "../checks/survivors-protected";
import { tagged } from "../checks/tagged";
import type { CheckReport, Problem } from "../report/shape";
import type { Stage, StepFindings } from "../stage";

const checks: readonly Check[] = [
  exportsPresent,
  survivorsProtected,
  tagged,
  nothingUnencrypted,
  bucketsPrivate,
  statesInBucket,
];

/** Runs every check; a check that found nothing to look at is a defect of the check and fails. */
export async function verify(stage: Stage, title: string): Promise<StepFindings> {
  const step = stage.options.progress.begin(
    title,
    checks.map(({ name }) => name),
  );
  const states = await stage.states(stage.options.stacks);
  const reports: CheckReport[] = [];
  const problems: Problem[] = [];
  for (const check of checks) {
    step.update(check.name, "looking");
    const { count, subject, wrong: found } = await check.run({ stage, states });
    const wrong = count === 0 ? [`There were no ${subject} to look at.`] : found;
    const sentence =
      wrong.length === 0 ? `${count} ${subject}` : `${wrong.length} of ${count} ${subject} wrong`;
    if (wrong.length === 0) step.done(check.name, sentence);
    else step.failed(check.name, wrong[0] ?? sentence);
    reports.push({ name: check.name, passed: wrong.length === 0, sentence });
    problems.push(...wrong.map((each) => ({ sentence: each, details: [] })));
  }
  await step.end();
  return { checks: reports, problems };
}
